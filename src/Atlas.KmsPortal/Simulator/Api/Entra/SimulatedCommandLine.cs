using System.Text.Json;
using Atlas.KmsPortal.Encryption;
using Microsoft.Extensions.Options;

namespace Atlas.KmsPortal.Simulator.Api;

/// <summary>What points the Azure CLI at the simulated Azure, as <c>tests/azure-cli.sh</c> does.</summary>
internal sealed class SimulatedCommandLine(IOptions<SimulatorOptions> options, IHostEnvironment environment) : ICloudCommandLine
{
    public string AzureSetup(string origin, AzureKeyVault vault, bool withSecrets)
    {
        var isDemo = withSecrets && options.Value.HasPublishedSecrets(environment);
        var (id, secret) = isDemo
            ? (DemoCredentials.ServiceAccount, DemoCredentials.ServiceAccountSecret)
            : ("SERVICE_ACCOUNT_ID", "SERVICE_ACCOUNT_SECRET");
        var setup = $$$"""
            # {{{(
                origin.StartsWith("https:", StringComparison.Ordinal)
                    ? "REQUESTS_CA_BUNDLE: for a certificate of your own"
                    : "az wants https: put the portal behind a certificate first"
            )}}}
            export REQUESTS_CA_BUNDLE=cert.pem AZURE_CONFIG_DIR=~/.azure-portal AZURE_CORE_COLLECT_TELEMETRY=0
            az cloud register -n Portal --cloud-config {{{CommandText.Word(CloudConfig(origin))}}}
            az cloud set -n Portal
            az login --service-principal -u {{{id}}} -p {{{secret}}} --tenant {{{CommandText.Word(
            vault.TenantId ?? AzureDirectory.HomeTenant
        )}}}
            """;
        return vault.SubscriptionId is { } subscription
            ? $"{setup}\naz account set --subscription {CommandText.Word(subscription)}"
            : setup;
    }

    private static string CloudConfig(string origin) =>
        JsonSerializer.Serialize(
            new
            {
                endpoints = new { resourceManager = origin, microsoftGraphResourceId = origin + "/" },
                suffixes = new { keyvaultDns = ".vault.azure.net" },
            }
        );
}
