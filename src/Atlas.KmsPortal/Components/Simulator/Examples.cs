using Atlas.KmsPortal.Components.Shared.Actions;
using Atlas.KmsPortal.Encryption;
using Atlas.KmsPortal.Simulator;
using Atlas.KmsPortal.Simulator.Api;

namespace Atlas.KmsPortal.Components.Simulator;

/// <param name="May">Its role, in words.</param>
/// <param name="MayChange">Whether it may do more than look; shown only to those who may themselves.</param>
public sealed record DemoKey(string Id, string Secret, string Kind, string May, bool MayChange);

/// <summary>Commands that work as they stand, against this very address.</summary>
public static class Examples
{
    public static IReadOnlyList<DemoKey> DemoKeys { get; } =
    [
        new(DemoCredentials.OwnerKey, DemoCredentials.OwnerPrivateKey, "API key, digest", "Organization Owner", MayChange: true),
        new(DemoCredentials.ReaderKey, DemoCredentials.ReaderPrivateKey, "API key, digest", "Project Read Only", MayChange: false),
        new(
            DemoCredentials.ServiceAccount,
            DemoCredentials.ServiceAccountSecret,
            "Service account, token",
            "Organization Owner",
            MayChange: true
        ),
    ];

    /// <param name="baseUri">With a slash at its end.</param>
    /// <param name="withSecrets">Whether the demo keys exist here; otherwise names stand in their place.</param>
    public static IReadOnlyList<Snippet> For(string baseUri, bool withSecrets)
    {
        var user = withSecrets ? $"{DemoCredentials.OwnerKey}:{DemoCredentials.OwnerPrivateKey}" : "PUBLIC_KEY:PRIVATE_KEY";
        var account = withSecrets
            ? $"{DemoCredentials.ServiceAccount}:{DemoCredentials.ServiceAccountSecret}"
            : "SERVICE_ACCOUNT_ID:SERVICE_ACCOUNT_SECRET";
        var encryption = $"{baseUri}api/atlas/v2/groups/{DemoWorld.Payments}/encryptionAtRest";
        return
        [
            new("List endpoints", Atlas(user, "GET", $"{encryption}/AZURE/privateEndpoints?pretty=true")),
            new("Create an endpoint", Atlas(user, "POST", $"{encryption}/AZURE/privateEndpoints", """{"regionName": "US_EAST_2"}""")),
            new(
                "Require private networking",
                Atlas(user, "PATCH", encryption, """{"azureKeyVault": {"requirePrivateNetworking": true}}""")
            ),
            new("Approve over ARM", Approve(baseUri, account)),
            new("Forward the clock", Lever(user, $"{baseUri}simulator/clock", """{"forward": "00:03:00"}""")),
            new("Faults", Lever(user, $"{baseUri}simulator/faults", """{"nextCreationFails": "The limit is reached"}""")),
            new("Reset", Lever(user, $"{baseUri}simulator/reset", body: null)),
        ];
    }

    private static string Atlas(string user, string method, string address, string? body = null) =>
        Curl(user, method, address, body, "Accept: application/vnd.atlas.2023-01-01+json", "application/vnd.atlas.2023-01-01+json");

    private static string Lever(string user, string address, string? body) =>
        Curl(user, "POST", address, body, "Accept: application/json", "application/json");

    private static string Curl(string user, string method, string address, string? body, string accept, string contentType)
    {
        List<string> lines = [$"curl --digest -u {CommandText.Word(user)}", $"-H {CommandText.Word(accept)}"];
        if (method != "GET")
        {
            lines.Add($"-X {method}");
        }

        if (body is not null)
        {
            lines.Add($"-H {CommandText.Word($"Content-Type: {contentType}")}");
            lines.Add($"-d {CommandText.Word(body)}");
        }

        lines.Add(CommandText.Word(address));
        return Join(lines);
    }

    private static string Approve(string baseUri, string account)
    {
        const string Vault =
            "subscriptions/a39012fb-d604-4cd1-8841-77f705f3e6d5/resourceGroups/acme-kms/providers/Microsoft.KeyVault/vaults/acme-vault";
        var token = Join([
            $"TOKEN=$(curl -s -u {CommandText.Word(account)}",
            "-d grant_type=client_credentials",
            $"{CommandText.Word($"{baseUri}api/oauth/token")} | sed 's/.*\"access_token\":\"\\([^\"]*\\)\".*/\\1/')",
        ]);
        var approve = Join([
            "curl -X PUT -H \"Authorization: Bearer $TOKEN\"",
            "-H \"Content-Type: application/json\"",
            "-d '{\"properties\": {\"privateLinkServiceConnectionState\": {\"status\": \"Approved\"}}}'",
            CommandText.Word($"{baseUri}{Vault}/privateEndpointConnections/NAME?api-version=2023-07-01"),
        ]);
        return $"{token}\n{approve}";
    }

    private static string Join(IEnumerable<string> lines) => string.Join(" \\\n  ", lines);
}
