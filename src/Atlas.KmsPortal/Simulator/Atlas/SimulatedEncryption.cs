using Atlas.KmsPortal.Auditing;
using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Simulator;

/// <summary>Encryption at rest of a project, as Atlas changes and validates it.</summary>
internal sealed class SimulatedEncryption(SimulatorStore store, SecretVault secrets, KeyChecks checks)
{
    /// <summary>A validation that found nothing new is not written down more often than this.</summary>
    private static readonly TimeSpan s_freshFor = TimeSpan.FromSeconds(10);

    public Task ValidateAsync(string projectId, Actor actor, CancellationToken cancellationToken) =>
        store.WriteAsync(
            actor,
            async step => await checks.RunAsync(await step.ProjectAsync(projectId, cancellationToken), cancellationToken),
            cancellationToken
        );

    /// <summary>Reading the configuration has Atlas try the keys, unless it just did.</summary>
    public async Task ValidateOnReadAsync(string projectId, Actor actor, CancellationToken cancellationToken)
    {
        var project = await store.ReadAsync(db => db.Projects.FindAsync([projectId], cancellationToken).AsTask(), cancellationToken);
        var now = store.Now;
        if (
            project is not null
            && Snapshots.EncryptionOf(project).Enabled.Any(s => s.Health.CheckedAt is null || now - s.Health.CheckedAt > s_freshFor)
        )
        {
            await ValidateAsync(projectId, actor, cancellationToken);
        }
    }

    /// <exception cref="AtlasRefusedException">A rule or the key refuses; nothing is changed then.</exception>
    /// <exception cref="ConcurrentChangeException">Somebody changed the settings since the version that the change is based on.</exception>
    public Task UpdateAsync(string projectId, EncryptionChange change, Actor actor, CancellationToken cancellationToken) =>
        store.WriteAsync(
            actor,
            async step =>
            {
                var work = await step.ProjectAsync(projectId, cancellationToken);
                if (change.BasedOnVersion is { } version && version != work.Row.Version)
                {
                    throw new ConcurrentChangeException();
                }

                AtlasRefusedException.ThrowIfAny(EncryptionRules.MaySave(work.Snapshot(), change, step.Now));

                var before = work.Encryption;
                var after = EncryptionRules.Apply(before, change, step.Now);
                foreach (var one in Changes(change).Where(one => after[one.Provider].Enabled))
                {
                    after = after.With(
                        await TryAsync(work, before[one.Provider], after[one.Provider], one.Change.Secret, cancellationToken)
                    );
                }

                if (after != before)
                {
                    Apply(work, before, after, change);
                }
            },
            cancellationToken
        );

    private async Task<KeyProviderSettings> TryAsync(
        ProjectWork work,
        KeyProviderSettings before,
        KeyProviderSettings after,
        string? newSecret,
        CancellationToken cancellationToken
    )
    {
        var step = work.Step;
        if (before == after && before.Health.State is KeyState.Valid)
        {
            return after;
        }

        await SimulatedClouds.EnsureAsync(step.Db, after, newSecret, step.Now, cancellationToken);
        await step.Db.SaveChangesAsync(cancellationToken);
        if (SimulatedClouds.CredentialId(after) is { } credentialId && !after.UsesRole)
        {
            var credential = await step.Db.CloudCredentials.FindAsync([credentialId], cancellationToken);
            after = after with { SecretExpiresAt = credential?.SecretExpiresAt };
        }

        // Over private networking the data nodes try the key, later; a change of identity is tried at once, so that a failure
        // keeps the old one.
        if (after.RequirePrivateNetworking && before.UsesRole == after.UsesRole && before.Enabled)
        {
            work.Row.NextKeyCheckAt = step.Now;
            return before.KeyName == after.KeyName ? after with { Health = before.Health } : after with { Health = KeyHealth.Unknown };
        }

        var secret = newSecret ?? secrets.Read(work.Row, after.Provider);
        var health = await KeyChecks.CheckAsync(work, after, secret, isNew: before.KeyName != after.KeyName, cancellationToken);
        return health.State is KeyState.Valid ? after with { Health = health } : throw new AtlasRefusedException(Refusal(after, health));
    }

    private void Apply(ProjectWork work, EncryptionAtRest before, EncryptionAtRest after, EncryptionChange change)
    {
        var step = work.Step;
        foreach (var one in Changes(change))
        {
            if (!after[one.Provider].Enabled || after[one.Provider].UsesRole)
            {
                secrets.Store(work.Row, one.Provider, secret: null);
            }
            else if (one.Change.Secret is { } secret)
            {
                secrets.Store(work.Row, one.Provider, secret);
            }
        }

        var changes = EncryptionDiff.Between(before, after);
        if (changes.Count > 0)
        {
            step.Record(
                AtlasEvents.ConfigurationUpdated,
                work.Row,
                $"Encryption at rest changed: {Words.List([.. changes.Select(c => c.Label).Distinct()])}.",
                changes.ToDictionary(c => c.Field, c => c.From),
                changes.ToDictionary(c => c.Field, c => c.To)
            );
        }

        work.SetEncryption(after, decided: changes.Count > 0);
        foreach (var provider in Enum.GetValues<CloudProvider>())
        {
            TellAboutOne(work, before[provider], after[provider]);
        }

        if (before.EnabledForSearchNodes != after.EnabledForSearchNodes)
        {
            foreach (var cluster in work.Clusters.Where(c => c.Spec is { SearchNodes: true, KeyProvider: not null, Paused: false }))
            {
                ClusterUpkeep.Begin(
                    step,
                    cluster,
                    after.EnabledForSearchNodes ? "Rebuilding Search Nodes with your key" : "Rebuilding Search Nodes"
                );
            }
        }

        // A check that is due at once stays due.
        if (work.Row.NextKeyCheckAt is null || work.Row.NextKeyCheckAt > step.Now || !after.Enabled.Any())
        {
            KeyChecks.Schedule(work);
        }

        ClusterUpkeep.Apply(work);
    }

    private static void TellAboutOne(ProjectWork work, KeyProviderSettings before, KeyProviderSettings after)
    {
        var step = work.Step;
        if (after.Enabled && after.Health.State is KeyState.Valid && before.Health.State is not KeyState.Valid)
        {
            step.Record(
                AtlasEvents.ValidationSucceeded,
                work.Row,
                $"{after.Provider.KeyServiceName()} answered: encrypt and decrypt work."
            );
        }

        if (before.Enabled && after.Enabled && before.KeyName != after.KeyName)
        {
            step.Record(
                AtlasEvents.KeyRotationStarted,
                work.Row,
                $"Rotation to {after.KeyName} started.",
                new { key = before.KeyName },
                new { key = after.KeyName }
            );
            var users = work
                .Clusters.Where(c => c.Spec.KeyProvider == after.Provider && !c.Spec.Paused && c.State is not ClusterState.Deleting)
                .ToList();
            foreach (var cluster in users)
            {
                ClusterUpkeep.Begin(step, cluster, Cluster.RotationWork);
            }

            if (users.Count == 0)
            {
                step.Record(AtlasEvents.KeyRotated(after.Provider), work.Row, "The new key identifier is in use.");
            }
        }
    }

    private static Blocker Refusal(KeyProviderSettings settings, KeyHealth health) =>
        new(
            health.Code!,
            health.State is KeyState.Unreachable ? "The key service did not answer" : "The key was refused",
            health.Message!,
            health.Code switch
            {
                AtlasCode.InvalidAzureCredentials when !settings.UsesRole => "azureKeyVault.secret",
                { } code when code.StartsWith("AZURE_KEY_VAULT_KEY", StringComparison.Ordinal) => "azureKeyVault.keyIdentifier",
                _ => null,
            },
            settings.UsesRole && settings is AwsKms ? [settings.RoleId!] : []
        );

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
