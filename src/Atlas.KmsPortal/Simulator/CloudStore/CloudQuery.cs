using System.Collections.Concurrent;
using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Encryption;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Atlas.KmsPortal.Simulator;

/// <summary>
/// The command that reads what the simulated clouds hold of some key services: vaults, subscriptions, identities, their secrets and
/// keys, one result set each, in this order.
/// </summary>
internal static class CloudQuery
{
    /// <summary>How many key services one command is about: a project has no more, so that its texts are few.</summary>
    public const int MaxServices = 3;

    private static readonly ConcurrentDictionary<(IModel Model, int Count), string> s_texts = new();

    /// <param name="count">The number of key services, from 1 to <see cref="MaxServices"/>.</param>
    public static string Text(PortalDbContext db, int count) =>
        s_texts.GetOrAdd((db.Model, count), static (key, db) => Write(db, key.Count), db);

    public static (string Name, object? Value)[] Parameters(KeyProviderSettings[] settings) =>
        [.. settings.SelectMany((one, place) => Parameters(place, one))];

    private static IEnumerable<(string Name, object? Value)> Parameters(int place, KeyProviderSettings settings)
    {
        var azure = settings as AzureKeyVault;
        (string After, string Before)? versions =
            AzureKeyVaultRules.ParseKeyIdentifier(azure?.KeyIdentifier) is { } key && SimulatedClouds.VaultId(azure!) is { } vaultId
                ? SimulatedClouds.AzureVersionIds(vaultId, key.Name)
                : null;
        return
        [
            ($"@vault{place}", azure is null ? null : SimulatedClouds.VaultId(azure)),
            ($"@subscription{place}", azure is null ? null : SimulatedClouds.SubscriptionId(azure)),
            ($"@credential{place}", SimulatedClouds.CredentialId(settings)),
            ($"@key{place}", SimulatedClouds.KeyId(settings)),
            ($"@after{place}", versions?.After),
            ($"@before{place}", versions?.Before),
        ];
    }

    private static string Write(PortalDbContext db, int count)
    {
        return $"""
            SELECT {Table.Of(db, typeof(VaultRow)).Select("r")} FROM "Vaults" r WHERE r."Id" {Among("vault")};
            SELECT {Table.Of(db, typeof(AzureSubscriptionRow)).Select("r")} FROM "AzureSubscriptions" r WHERE r."Id" {Among(
                "subscription"
            )};
            SELECT {Table.Of(db, typeof(CloudCredentialRow)).Select("r")} FROM "CloudCredentials" r WHERE r."Id" {Among("credential")};
            SELECT {Table.Of(db, typeof(CloudSecretRow)).Select("r")} FROM "CloudSecrets" r WHERE r."CredentialId" {Among("credential")};
            SELECT {Table.Of(db, typeof(CloudKeyRow)).Select("r")} FROM "CloudKeys" r
            WHERE r."Id" {Among("key")} OR {Between()};
            """;

        string Between() =>
            string.Join(" OR ", Enumerable.Range(0, count).Select(place => $"(r.\"Id\" > @after{place} AND r.\"Id\" < @before{place})"));

        string Among(string name) => $"IN ({string.Join(", ", Enumerable.Range(0, count).Select(place => $"@{name}{place}"))})";
    }
}
