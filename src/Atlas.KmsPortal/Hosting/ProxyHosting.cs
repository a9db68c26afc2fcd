using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace Atlas.KmsPortal.Hosting;

/// <summary>Forwarded headers count from configured proxies only: anybody can write them.</summary>
internal static class ProxyHosting
{
    private const string Key = "ForwardedHeaders:KnownProxies";

    public static void AddProxies(this WebApplicationBuilder builder)
    {
        var proxies = Configured(builder.Configuration);
        builder.Services.Configure<ForwardedHeadersOptions>(options =>
        {
            options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
            options.KnownProxies.Clear();
            options.KnownIPNetworks.Clear();
            foreach (var network in proxies)
            {
                options.KnownIPNetworks.Add(network);
            }
        });
    }

    public static void UseProxies(this WebApplication app)
    {
        if (Configured(app.Configuration).Length > 0)
        {
            app.UseForwardedHeaders();
        }
    }

    /// <summary>Whoever chooses the name that links and redirects are made with could send people elsewhere.</summary>
    public static void WarnOfAnyHost(this WebApplication app)
    {
        var hosts = app.Configuration["AllowedHosts"]?.Split(';', StringSplitOptions.RemoveEmptyEntries) ?? [];
        if (!app.Environment.IsDevelopment() && (hosts.Length == 0 || hosts.Contains("*", StringComparer.Ordinal)))
        {
            app.Logger.LogWarning(
                "AllowedHosts lets anybody choose the portal's name. Set it to the names that people use, separated by semicolons."
            );
        }
    }

    private static IPNetwork[] Configured(IConfiguration configuration)
    {
        var section = configuration.GetSection(Key);
        var entries = section.Get<string[]>() ?? section.Value?.Split(',', StringSplitOptions.RemoveEmptyEntries) ?? [];
        return [.. entries.Select(entry => Parse(entry.Trim()))];
    }

    private static IPNetwork Parse(string entry)
    {
        if (IPAddress.TryParse(entry, out var address))
        {
            return new IPNetwork(address, address.AddressFamily is System.Net.Sockets.AddressFamily.InterNetwork ? 32 : 128);
        }

        return IPNetwork.TryParse(entry, out var network)
            ? network
            : throw new InvalidOperationException(
                $"{Key} holds '{entry}'. Use IP addresses or networks such as 10.0.0.0/8, separated by commas."
            );
    }
}
