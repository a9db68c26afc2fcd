using System.Collections.Concurrent;
using Atlas.KmsPortal.Encryption;
using Microsoft.EntityFrameworkCore;

namespace Atlas.KmsPortal.Simulator;

/// <summary>Does the cryptography of a change before the writer's turn: whoever waits for the turn would pay.</summary>
internal sealed class NewSecrets(SimulatorStore store, SecretVault secrets)
{
    private const int MostRemembered = 10_000;

    // By identity. One that is not that of the stored secrets (any more) costs the writer a hash, nothing else.
    private readonly ConcurrentDictionary<string, string> _salts = new(StringComparer.Ordinal);

    /// <returns>The key services that the change is about, with the secrets that it brings along.</returns>
    public async Task<IReadOnlyList<(CloudProvider Provider, NewSecret? Secret)>> PrepareAsync(
        string projectId,
        EncryptionChange change,
        CancellationToken cancellationToken
    )
    {
        List<(CloudProvider, NewSecret?)> prepared = [];
        foreach (var (provider, one) in Changes(change))
        {
            prepared.Add(
                (provider, one.Secret is { } secret ? await PrepareAsync(projectId, change, provider, secret, cancellationToken) : null)
            );
        }

        return prepared;
    }

    private async Task<NewSecret> PrepareAsync(
        string projectId,
        EncryptionChange change,
        CloudProvider provider,
        string value,
        CancellationToken cancellationToken
    )
    {
        var project = await store.Snapshots.FindAsync(projectId, cancellationToken);
        if (
            project is null
            || SimulatedClouds.CredentialId(EncryptionRules.Apply(project.Encryption, change, store.Now)[provider]) is not { } identity
        )
        {
            return secrets.Prepare(value);
        }

        var secret = secrets.Prepare(value, await SaltOfAsync(identity, cancellationToken));
        _ = secret.HashBeside(other: null);
        return secret;
    }

    private async Task<string> SaltOfAsync(string identity, CancellationToken cancellationToken)
    {
        if (_salts.TryGetValue(identity, out var known))
        {
            return known;
        }

        if (_salts.Count >= MostRemembered)
        {
            _salts.Clear();
        }

        var hash = await store.ReadAsync(
            db =>
                db.CloudSecrets.Where(row => row.CredentialId == identity)
                    .OrderBy(row => row.FirstSeenAt)
                    .Select(row => row.Hash)
                    .FirstOrDefaultAsync(cancellationToken),
            cancellationToken
        );
        return _salts.GetOrAdd(identity, hash is null ? SecretHash.NewSalt() : SecretHash.SaltOf(hash));
    }

    private static IEnumerable<(CloudProvider Provider, KeyProviderChange Change)> Changes(EncryptionChange change) =>
        new (CloudProvider, KeyProviderChange?)[]
        {
            (CloudProvider.Azure, change.AzureKeyVault),
            (CloudProvider.Aws, change.AwsKms),
            (CloudProvider.Gcp, change.GoogleCloudKms),
        }
            .Where(one => one.Item2 is not null)
            .Select(one => (one.Item1, one.Item2!));
}
