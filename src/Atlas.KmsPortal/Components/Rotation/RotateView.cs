using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Components.Rotation;

/// <summary>What the page of the key's rotation shows.</summary>
/// <param name="Saved">The settings in use.</param>
/// <param name="Change">What the rotation asks Atlas for.</param>
/// <param name="IsChanged">Whether another key was entered than the one in use.</param>
/// <param name="Blocking">What is wrong with the key as it stands.</param>
/// <param name="KeyProblem">What to say at the field, once it was left.</param>
/// <param name="General">What is wrong beside the key.</param>
public sealed record RotateView(
    KeyProviderSettings Saved,
    string Place,
    string AgeText,
    bool NeedsRotation,
    EncryptionChange Change,
    bool IsChanged,
    IReadOnlyList<Blocker> Blocking,
    Blocker? KeyProblem,
    IReadOnlyList<Blocker> General,
    Consequences Plan
)
{
    /// <summary>
    /// How the vault's owner creates a new version in the simulated Azure; null for another key service. <c>az keyvault key rotate</c>
    /// asks the vault's own host, which is not simulated.
    /// </summary>
    public string? NewVersionCommand =>
        Saved is AzureKeyVault vault && AzureKeyVaultRules.ParseKeyIdentifier(vault.KeyIdentifier) is { } key
            ? "az rest --method post \\\n  --url "
                + CommandText.Word($"{AzureKeyVaultRules.ResourceId(vault)}/keys/{key.Name}/rotate?api-version=2023-07-01")
            : null;

    /// <param name="entered">What stands in the field.</param>
    /// <param name="isLeft">Whether the field was left: before that nothing is wrong with it.</param>
    /// <param name="refused">What Atlas said.</param>
    public static RotateView Of(
        ProjectSnapshot project,
        CloudProvider provider,
        string entered,
        bool isLeft,
        IReadOnlyList<Blocker> refused,
        DateTimeOffset now
    )
    {
        var saved = project.Encryption[provider];
        var key = entered.Trim();
        var change = ChangeOf(provider, key);
        var isChanged = key.Length > 0 && !EncryptionRules.Apply(project.Encryption, change, now)[provider].IsSameKey(saved);
        var blocking = isChanged ? EncryptionRules.MaySave(project, change, now) : [];
        IReadOnlyList<Blocker> said = isLeft ? [.. blocking, .. refused] : [];
        return new(
            saved,
            PlaceOf(saved),
            saved.KeyAge(now) is { } age ? $"{Words.Count((int)age.TotalDays, "day")}, alert at {project.KeyAgeAlertDays}" : "not known",
            project.NeedsRotation(saved, now),
            change,
            isChanged,
            blocking,
            said.FirstOrDefault(IsAboutKey),
            [.. said.Where(blocker => !IsAboutKey(blocker))],
            Consequences.OfSave(project, isChanged ? EncryptionRules.Apply(project.Encryption, change, now) : project.Encryption)
        );
    }

    private static string PlaceOf(KeyProviderSettings saved) =>
        saved switch
        {
            AzureKeyVault azure => $"{azure.KeyVaultName}, {azure.ResourceGroupName}",
            AwsKms aws => $"AWS KMS, {aws.Region}",
            _ => "Google Cloud KMS",
        };

    private static EncryptionChange ChangeOf(CloudProvider provider, string key) =>
        provider switch
        {
            CloudProvider.Azure => new(AzureKeyVault: new() { KeyIdentifier = key }),
            CloudProvider.Aws => new(AwsKms: new() { CustomerMasterKeyId = key }),
            _ => new(GoogleCloudKms: new() { KeyVersionResourceId = key }),
        };

    private static bool IsAboutKey(Blocker blocker) => blocker.About is BlockerSubject.KeyIdentifier;
}
