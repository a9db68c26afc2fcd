using Atlas.KmsPortal.Auditing;
using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Encryption;
using Microsoft.EntityFrameworkCore;

namespace Atlas.KmsPortal.Simulator;

/// <summary>What an identity's owner changes; null leaves it.</summary>
public sealed record CredentialAttributes(bool? RefusesSecret = null, bool? MayUseKey = null, bool? RefusesUnknownSecrets = null);

/// <summary>The cloud owner's side of the identities that Atlas signs in with, and of their secrets.</summary>
public sealed class SimulatedIdentities(SimulatorStore store)
{
    public Task<List<CloudCredentialRow>> CredentialsAsync(CancellationToken cancellationToken) =>
        store.ReadAsync(db => db.CloudCredentials.OrderBy(row => row.Id).ToListAsync(cancellationToken), cancellationToken);

    /// <summary>The secrets of the identities, oldest first, without deleted ones.</summary>
    public Task<List<CloudSecretRow>> SecretsAsync(CancellationToken cancellationToken) =>
        store.ReadAsync(
            db =>
                db.CloudSecrets.Where(row => !row.Deleted)
                    .OrderBy(row => row.FirstSeenAt)
                    .ThenBy(row => row.Description)
                    .ToListAsync(cancellationToken),
            cancellationToken
        );

    /// <exception cref="AtlasRefusedException">No such identity.</exception>
    public Task<CloudCredentialRow> ChangeAsync(
        string credentialId,
        CredentialAttributes change,
        Actor actor,
        CancellationToken cancellationToken
    ) =>
        store.WriteAsync(
            actor,
            async step =>
            {
                var credential =
                    await step.Db.CloudCredentials.FindAsync([credentialId], cancellationToken)
                    ?? throw new AtlasRefusedException(SimulatorRefusals.IdentityNotFound(credentialId));
                credential.RefusesSecret = change.RefusesSecret ?? credential.RefusesSecret;
                credential.MayUseKey = change.MayUseKey ?? credential.MayUseKey;
                credential.RefusesUnknownSecrets = change.RefusesUnknownSecrets ?? credential.RefusesUnknownSecrets;
                step.Record(
                    AtlasEvents.AzureKeyChanged,
                    project: null,
                    $"{credential.Provider.DisplayName()}: identity {credential.Id} changed."
                );
                return credential;
            },
            cancellationToken
        );

    /// <inheritdoc cref="ChangeSecretAsync" path="/exception"/>
    public Task<CloudSecretRow> ExpireSecretAsync(string secretId, Actor actor, CancellationToken cancellationToken) =>
        ChangeSecretAsync(secretId, "expired", (secret, now) => secret.ExpiresAt = now, actor, cancellationToken);

    /// <inheritdoc cref="ChangeSecretAsync" path="/exception"/>
    public Task<CloudSecretRow> RenewSecretAsync(string secretId, Actor actor, CancellationToken cancellationToken) =>
        ChangeSecretAsync(
            secretId,
            "renewed",
            (secret, now) => secret.ExpiresAt = now + SimulatedClouds.SecretLifetime,
            actor,
            cancellationToken
        );

    /// <summary>For good: the same secret never becomes valid again.</summary>
    /// <inheritdoc cref="ChangeSecretAsync" path="/exception"/>
    public Task<CloudSecretRow> DeleteSecretAsync(string secretId, Actor actor, CancellationToken cancellationToken) =>
        ChangeSecretAsync(secretId, "deleted", (secret, _) => secret.Deleted = true, actor, cancellationToken);

    /// <exception cref="AtlasRefusedException">No such secret, or somebody has deleted it.</exception>
    private Task<CloudSecretRow> ChangeSecretAsync(
        string secretId,
        string done,
        Action<CloudSecretRow, DateTimeOffset> change,
        Actor actor,
        CancellationToken cancellationToken
    ) =>
        store.WriteAsync(
            actor,
            async step =>
            {
                if (await step.Db.CloudSecrets.FindAsync([secretId], cancellationToken) is not { Deleted: false } secret)
                {
                    throw new AtlasRefusedException(SimulatorRefusals.SecretNotFound(secretId));
                }

                change(secret, step.Now);
                step.Record(
                    AtlasEvents.AzureKeyChanged,
                    project: null,
                    $"{secret.Description} ({secret.Id}) of identity {secret.CredentialId} {done}."
                );
                return secret;
            },
            cancellationToken
        );
}
