using Atlas.KmsPortal.Tests.Simulator.Api;
using Microsoft.AspNetCore.Hosting;

namespace Atlas.KmsPortal.Tests.Hosting;

public sealed class AllowedHostsTests
{
    [Theory]
    [InlineData("Production", "*", true)]
    [InlineData("Production", "kms.example.com;*", true)]
    [InlineData("Production", "127.0.0.1;localhost", false)]
    [InlineData("Development", "*", false)]
    public async Task Where_anybody_chooses_the_name_the_log_says_so(string environment, string allowed, bool warns)
    {
        await using var host = new Host(environment, allowed);

        Assert.Equal(warns, host.Log.Messages.Any(line => line.Contains("AllowedHosts lets anybody", StringComparison.Ordinal)));
    }

    private sealed class Host(string environment, string allowed) : ApiHost
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseEnvironment(environment);
            builder.UseSetting("AllowedHosts", allowed);
            builder.UseSetting("Logging:LogLevel:Default", "Warning");
            builder.UseSetting("Portal:Admin:Email", "you@example.com");
            builder.UseSetting("Portal:Admin:Password", "a long passphrase");
        }
    }
}
