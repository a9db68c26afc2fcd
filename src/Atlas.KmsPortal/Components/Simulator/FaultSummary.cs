using Atlas.KmsPortal.Encryption;
using Atlas.KmsPortal.Simulator;

namespace Atlas.KmsPortal.Components.Simulator;

/// <summary>How many of a kind are broken now.</summary>
public sealed record Broken(int Number, int Of)
{
    public override string ToString() => $"{Number} of {Of} now";
}

/// <summary>How the simulated clouds are, in numbers: what the world faults have done.</summary>
public sealed record FaultSummary
{
    public Broken Unregistered { get; private init; } = new(0, 0);
    public Broken Unreachable { get; private init; } = new(0, 0);
    public Broken Expired { get; private init; } = new(0, 0);
    public Broken Wrong { get; private init; } = new(0, 0);
    public Broken OnlyKnownSecrets { get; private init; } = new(0, 0);
    public Broken Disabled { get; private init; } = new(0, 0);
    public Broken Deleted { get; private init; } = new(0, 0);

    public static async Task<FaultSummary> ReadAsync(
        SimulatedAzure azure,
        SimulatedKeys keys,
        SimulatedIdentities identities,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var vaults = await azure.VaultsAsync(cancellationToken);
        var credentials = await identities.CredentialsAsync(cancellationToken);
        var secrets = (await identities.SecretsAsync(cancellationToken)).Where(secret => secret.ExpiresAt is not null).ToList();
        var withSecrets = credentials.Where(identity => !SimulatedClouds.IsRole(identity.Id)).ToList();
        var subscriptions = vaults.DistinctBy(vault => vault.Row.SubscriptionId, StringComparer.OrdinalIgnoreCase).ToList();
        var known = (await Task.WhenAll(Enum.GetValues<CloudProvider>().Select(cloud => keys.KeysAsync(cloud, cancellationToken))))
            .SelectMany(rows => rows)
            .ToList();
        return new FaultSummary
        {
            Unregistered = new(subscriptions.Count(vault => !vault.NetworkProviderRegistered), subscriptions.Count),
            Unreachable = new(vaults.Count(vault => !vault.Row.Reachable), vaults.Count),
            Expired = new(secrets.Count(secret => secret.ExpiresAt <= now), secrets.Count),
            Wrong = new(credentials.Count(identity => identity.RefusesSecret), credentials.Count),
            OnlyKnownSecrets = new(withSecrets.Count(identity => identity.RefusesUnknownSecrets), withSecrets.Count),
            Disabled = new(known.Count(key => !key.Enabled), known.Count),
            Deleted = new(known.Count(key => key.Deleted), known.Count),
        };
    }
}
