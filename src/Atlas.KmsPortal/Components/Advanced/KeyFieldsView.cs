using Atlas.KmsPortal.Components.Shared.Fields;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Components.Advanced;

/// <summary>What stands at the fields of a key service beside what is typed.</summary>
/// <param name="Identities">The authorized cloud identities, to choose from.</param>
/// <param name="VaultLock">Why the key cannot move to another vault; null when it can.</param>
/// <param name="SecretChangedAt">When the stored secret was set; null when there is none.</param>
/// <param name="SecretNote">When the stored secret ends, if that is soon or past; null otherwise.</param>
/// <param name="SecretHint">That the secret in the form looks like another value that Azure shows beside it; null otherwise.</param>
/// <param name="KeyConfirmed">That the key in the form is the one in use, and answers; null otherwise.</param>
/// <param name="IsSingleRegionKey">Whether the key in the form cannot serve clusters in several regions over private networking.</param>
public sealed record KeyFieldsView(
    IReadOnlyList<Choice> Identities,
    string? VaultLock,
    DateTimeOffset? SecretChangedAt,
    string? SecretNote,
    string? SecretHint,
    string? KeyConfirmed,
    bool IsSingleRegionKey
)
{
    public static KeyFieldsView Of(ProjectSnapshot project, AdvancedForm form, DateTimeOffset now)
    {
        var saved = project.Encryption[form.Provider];
        return new(
            [.. project.Roles.Where(role => role.Provider == form.Provider).Select(IdentityOf).OfType<Choice>()],
            VaultLockOf(project, saved),
            saved.SecretChangedAt,
            SecretNoteOf(saved, now),
            form.Provider is CloudProvider.Azure && AzureKeyVaultRules.LooksLikeSecretId(form.Secret)
                ? "This looks like the secret's ID. Atlas needs its value: Azure shows it in the Value column, only once, right after the secret is created."
                : null,
            KeyConfirmedOf(saved, form),
            form.Provider is CloudProvider.Aws && form.KeyIdentifier.Length > 0 && !AwsKmsRules.IsMultiRegionKey(form.KeyIdentifier)
        );
    }

    /// <returns>Null while nobody has finished its authorization; Google Cloud asks for none.</returns>
    private static Choice? IdentityOf(CloudProviderRole role) =>
        (role.Provider, role.AuthorizedAt) switch
        {
            (CloudProvider.Gcp, _) => new(role.Id, role.GcpServiceAccountForAtlas ?? role.Id),
            (CloudProvider.Azure, { } at) => new(
                role.Id,
                $"{role.Id} · service principal {role.ServicePrincipalId?[..8]}…, authorized {at:d MMM yyyy}"
            ),
            (CloudProvider.Aws, { } at) => new(role.Id, $"{role.IamAssumedRoleArn}, authorized {at:d MMM yyyy}"),
            _ => null,
        };

    private static string? VaultLockOf(ProjectSnapshot project, KeyProviderSettings saved) =>
        saved is AzureKeyVault { Enabled: true } && project.EndpointsOf(CloudProvider.Azure).Count() is > 0 and var count
            ? $"Locked while {Words.Count(count, "private endpoint")} {Words.Verb(count, "exists", "exist")}"
            : null;

    private static string? SecretNoteOf(KeyProviderSettings saved, DateTimeOffset now) =>
        saved.SecretLeft(now) switch
        {
            null => null,
            { Ticks: <= 0 } => $"Ended on {saved.SecretExpiresAt:d MMMM yyyy}. Replace it.",
            { } left when left < KeyAgeRules.SecretEndsSoon =>
                $"Ends in {Words.Count((int)left.TotalDays, "day")}, on {saved.SecretExpiresAt:d MMMM yyyy}",
            _ => null,
        };

    // The time of the check, not how long ago it was: this stands still while time goes on.
    private static string? KeyConfirmedOf(KeyProviderSettings saved, AdvancedForm form) =>
        saved is { Enabled: true, Health: { State: KeyState.Valid, CheckedAt: { } at } } && form.KeyIdentifier.Trim() == saved.KeyName
            ? saved switch
            {
                AzureKeyVault azure => $"Enabled, in {azure.KeyVaultName}. Last checked with Azure on {At(at)}.",
                AwsKms => $"Enabled. Last checked with AWS on {At(at)}.",
                _ => $"Enabled. Last checked with Google Cloud on {At(at)}.",
            }
            : null;

    private static string At(DateTimeOffset time) => $"{time:d MMM HH:mm} UTC";
}
