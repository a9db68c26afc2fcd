using Atlas.KmsPortal.Encryption;
using Microsoft.Extensions.DependencyInjection;

namespace Atlas.KmsPortal.Tests.Simulator.Api;

public sealed class SimulatedCommandLineTests(ApiHost host) : IClassFixture<ApiHost>
{
    private const string Origin = "https://localhost:8443";
    private static readonly AzureKeyVault s_vault = new()
    {
        TenantId = "11111111-2222-4333-8444-555555555555",
        SubscriptionId = "a39012fb-d604-4cd1-8841-77f705f3e6d5",
    };

    private ICloudCommandLine CommandLine => host.Services.GetRequiredService<ICloudCommandLine>();

    [Fact]
    public void The_commands_are_filled_in_for_who_may_use_the_demo_account()
    {
        var text = CommandLine.AzureSetup(Origin, s_vault, withSecrets: true);

        Assert.Contains(
            """--cloud-config '{"endpoints":{"resourceManager":"https://localhost:8443","microsoftGraphResourceId":"https://localhost:8443/"},"suffixes":{"keyvaultDns":".vault.azure.net"}}'""",
            text,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "az login --service-principal -u mdb_sa_id_65a0000000000000000000b1 -p mdb_sa_sk_demo-owner --tenant 11111111-2222-4333-8444-555555555555",
            text,
            StringComparison.Ordinal
        );
        Assert.EndsWith("az account set --subscription a39012fb-d604-4cd1-8841-77f705f3e6d5", text, StringComparison.Ordinal);
        Assert.All(text, letter => Assert.InRange(letter, '\n', '~'));
    }

    [Fact]
    public void Who_may_not_sees_names_in_place_of_the_account_and_http_is_warned_about()
    {
        var text = CommandLine.AzureSetup("http://localhost:5080", new AzureKeyVault(), withSecrets: false);

        Assert.DoesNotContain("mdb_sa", text, StringComparison.Ordinal);
        Assert.Contains("-u SERVICE_ACCOUNT_ID -p SERVICE_ACCOUNT_SECRET", text, StringComparison.Ordinal);
        Assert.Contains("az wants https", text, StringComparison.Ordinal);
        Assert.DoesNotContain("az account set", text, StringComparison.Ordinal);
    }
}
