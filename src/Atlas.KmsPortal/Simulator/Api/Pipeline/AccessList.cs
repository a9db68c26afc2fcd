using System.Net;
using Atlas.KmsPortal.AdminApi;
using Atlas.KmsPortal.Throttling;
using Microsoft.Extensions.Options;

namespace Atlas.KmsPortal.Simulator.Api;

/// <summary><c>AdminApi</c>.</summary>
internal sealed class AccessListOptions
{
    public const string Section = "AdminApi";

    /// <summary>Whether nobody may call while <c>AdminApi:IpAccessList</c> is empty, as organizations can demand it of their keys.</summary>
    public bool RequireIpAccessList { get; set; }
}

/// <summary>
/// The addresses that may call at all, when configuration limits them: at every door, and before credentials are looked at, or a stranger
/// could guess them from anywhere.
/// </summary>
internal sealed class AccessList(
    RequestDelegate next,
    IConfiguration configuration,
    IOptions<AccessListOptions> options,
    CredentialGuard guard
)
{
    private const string Key = "AdminApi:IpAccessList";
    private readonly IReadOnlyList<IPNetwork> _allowed = Read(configuration);

    public async Task InvokeAsync(HttpContext context)
    {
        if (Refuse(context) is { } error)
        {
            await guard.RefusedAddressAsync(context, error);
            throw new AtlasApiException(error);
        }

        await next(context);
    }

    private AtlasError? Refuse(HttpContext context)
    {
        var (address, seen) = (ClientAddress.Of(context), ClientAddress.TextOf(context));
        return _allowed.Count == 0
            ? options.Value.RequireIpAccessList
                ? AtlasErrors.AccessListRequired(seen)
                : null
            : address is not null && _allowed.Any(network => network.Contains(address))
                ? null
                : AtlasErrors.AddressNotAllowed(seen);
    }

    /// <summary>Networks (10.0.0.0/8) or single addresses, as a list or in one text with commas. Empty lets everybody in.</summary>
    public static IReadOnlyList<IPNetwork> Read(IConfiguration configuration)
    {
        var section = configuration.GetSection(Key);
        var texts = section.Value?.Split(',') ?? section.GetChildren().Select(child => child.Value ?? "");
        return [.. texts.Select(text => text.Trim()).Where(text => text.Length > 0).Select(Network)];
    }

    private static IPNetwork Network(string text) =>
        IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address)
            ? new IPNetwork(address, address.AddressFamily is System.Net.Sockets.AddressFamily.InterNetwork ? 32 : 128)
        : throw new InvalidOperationException($"{Key} holds '{text}'. Write networks such as 10.0.0.0/8, or single addresses.");
}
