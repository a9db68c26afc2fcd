using Atlas.KmsPortal.Auditing;
using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Simulator;

/// <summary>Encryption at rest of a project, as Atlas changes and validates it.</summary>
internal sealed class SimulatedEncryption(SimulatorStore store, SecretVault secrets, NewSecrets newSecrets, KeyChecks checks)
{
    /// <summary>A validation that found nothing new is not written down more often than this.</summary>
    private static readonly TimeSpan s_freshFor = TimeSpan.FromSeconds(10);

    public Task<ProjectSnapshot> ValidateAsync(string projectId, Actor actor, CancellationToken cancellationToken) =>
        store.WriteAsync(
            actor,
            async step =>
            {
                var work = await step.ProjectAsync(projectId, cancellationToken);
                await checks.RunAsync(work, cancellationToken);
                return work.Snapshot();
            },
            cancellationToken
        );

    /// <summary>Reading the configuration has Atlas try the keys, unless it just did.</summary>
    /// <returns>Null when there is no such project.</returns>
    public async Task<ProjectSnapshot?> ReadAsync(string projectId, Actor actor, CancellationToken cancellationToken)
    {
        var project = await store.Snapshots.FindAsync(projectId, cancellationToken);
        var now = store.Now;
        return
            project is not null && project.Encryption.Enabled.Any(s => s.Health.CheckedAt is null || now - s.Health.CheckedAt > s_freshFor)
            ? await ValidateAsync(projectId, actor, cancellationToken)
            : project;
    }

    /// <exception cref="AtlasRefusedException">A rule or the key refuses; nothing is changed then.</exception>
    /// <exception cref="ConcurrentChangeException">Somebody changed the settings since that version.</exception>
    public Task<ProjectSnapshot> UpdateAsync(
        string projectId,
        EncryptionChange change,
        int seenVersion,
        Actor actor,
        CancellationToken cancellationToken
    ) =>
        WriteAsync(
            projectId,
            change,
            work => _ = work.Row.Version == seenVersion ? true : throw new ConcurrentChangeException(),
            actor,
            cancellationToken
        );

    /// <summary>Changes whatever is there, as the Admin API does: it knows no guard.</summary>
    /// <exception cref="AtlasRefusedException">A rule or the key refuses; nothing is changed then.</exception>
    public Task<ProjectSnapshot> OverwriteAsync(
        string projectId,
        EncryptionChange change,
        Actor actor,
        CancellationToken cancellationToken
    ) => WriteAsync(projectId, change, _ => { }, actor, cancellationToken);

    private async Task<ProjectSnapshot> WriteAsync(
        string projectId,
        EncryptionChange change,
        Action<ProjectWork> guard,
        Actor actor,
        CancellationToken cancellationToken
    )
    {
        var changes = await newSecrets.PrepareAsync(projectId, change, cancellationToken);
        return await store.WriteAsync(
            actor,
            async step =>
            {
                var work = await step.ProjectAsync(projectId, cancellationToken);
                guard(work);
                AtlasRefusedException.ThrowIfAny(EncryptionRules.MaySave(work.Snapshot(), change, step.Now));

                var before = work.Encryption;
                var after = EncryptionRules.Apply(before, change, step.Now);
                await step.Clouds.LoadAsync(after.Enabled, cancellationToken);
                foreach (var one in changes.Where(one => after[one.Provider].Enabled))
                {
                    after = after.With(Try(work, before[one.Provider], after[one.Provider], one.Secret));
                }

                if (after != before)
                {
                    Apply(work, before, after, changes);
                }

                // What is due at once is not left to the worker, which would have to read and write it all again.
                if (work.Row.NextKeyCheckAt <= step.Now)
                {
                    await checks.RunAsync(
                        work,
                        cancellationToken,
                        provider => changes.FirstOrDefault(one => one.Provider == provider).Secret
                    );
                }

                return work.Snapshot();
            },
            cancellationToken
        );
    }

    private KeyProviderSettings Try(ProjectWork work, KeyProviderSettings before, KeyProviderSettings after, NewSecret? newSecret)
    {
        var step = work.Step;
        if (before == after && before.Health.State is KeyState.Valid)
        {
            return after;
        }

        // The stored secret goes along to another identity.
        var brought =
            newSecret is null && SimulatedClouds.CredentialId(before) != SimulatedClouds.CredentialId(after)
                ? secrets.Again(work.Row, after.Provider)
                : newSecret;
        step.Clouds.Ensure(after, brought, step.Now);
        var secret = checks.SecretOf(work, after, newSecret);
        after = after with { SecretExpiresAt = secret?.ExpiresAt };

        // Over private networking the data nodes try the key, later; a change of identity is tried at once, so that a failure
        // keeps the old one.
        if (after.RequirePrivateNetworking && before.UsesRole == after.UsesRole && before.Enabled)
        {
            work.Row.NextKeyCheckAt = step.Now;
            return after with { Health = before.Health };
        }

        var health = KeyChecks.Check(work, after, secret, isNew: !before.IsSameKey(after));
        return health.State is KeyState.Valid ? after with { Health = health } : throw new AtlasRefusedException(Refusal(after, health));
    }

    private static void Apply(
        ProjectWork work,
        EncryptionAtRest before,
        EncryptionAtRest after,
        IReadOnlyList<(CloudProvider Provider, NewSecret? Secret)> given
    )
    {
        var step = work.Step;
        foreach (var (provider, secret) in given)
        {
            if (!after[provider].Enabled || after[provider].UsesRole)
            {
                SecretVault.Store(work.Row, provider, stored: null);
            }
            else if (secret is not null)
            {
                SecretVault.Store(work.Row, provider, secret.Stored);
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

        if (before.Enabled && after.Enabled && !before.IsSameKey(after))
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
}
