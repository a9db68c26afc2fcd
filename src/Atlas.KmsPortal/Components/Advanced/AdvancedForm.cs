using System.Text.Json.Serialization;
using Atlas.KmsPortal.Components.Shared.Fields;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Components.Advanced;

/// <summary>What stands on the Advanced page, saved or not. Kept as a draft after each field, so that nothing typed is lost.</summary>
public sealed record AdvancedForm
{
    public static IReadOnlyList<Choice> Providers { get; } =
    [
        new("AWS", "AWS KMS", "Key in your AWS account"),
        new("AZURE", "Azure Key Vault", "Key in your Azure vault"),
        new("GCP", "Google Cloud KMS", "Key in your Google project"),
    ];

    public bool On { get; init; }
    public CloudProvider Provider { get; init; } = CloudProvider.Azure;

    /// <summary>The version of the settings that the person saw when they began.</summary>
    public int BasedOnVersion { get; init; }

    /// <summary>Those settings.</summary>
    public EncryptionAtRest Seen { get; init; } = EncryptionAtRest.Off;

    public bool WithRole { get; init; } = true;
    public string RoleId { get; init; } = "";
    public string ClientId { get; init; } = "";
    public string TenantId { get; init; } = "";

    /// <summary>A new secret, or nothing. It stays on this side: pages show whether there is one, never which.</summary>
    public string Secret { get; init; } = "";

    [JsonIgnore]
    public bool HasNewSecret => !string.IsNullOrWhiteSpace(Secret);
    public string AzureEnvironment { get; init; } = "AZURE";
    public string SubscriptionId { get; init; } = "";
    public string ResourceGroupName { get; init; } = "";
    public string KeyVaultName { get; init; } = "";

    /// <summary>Key Identifier, Customer Master Key ID or key version resource id.</summary>
    public string KeyIdentifier { get; init; } = "";
    public string AwsRegion { get; init; } = "";
    public bool RequirePrivateNetworking { get; init; }
    public bool SearchNodes { get; init; }

    /// <summary>The form as the project's settings fill it in.</summary>
    public static AdvancedForm From(ProjectSnapshot project, CloudProvider provider)
    {
        var settings = project.Encryption[provider];
        var form = new AdvancedForm
        {
            On = project.Encryption.Enabled.Any(),
            Provider = provider,
            BasedOnVersion = project.Version,
            Seen = project.Encryption,
            WithRole = !settings.Enabled || settings.UsesRole,
            RoleId = settings.RoleId ?? "",
            RequirePrivateNetworking = settings.RequirePrivateNetworking,
            SearchNodes = project.Encryption.EnabledForSearchNodes,
            KeyIdentifier = settings.KeyName ?? "",
        };
        return settings switch
        {
            AzureKeyVault azure => form with
            {
                ClientId = azure.ClientId ?? "",
                TenantId = azure.TenantId ?? "",
                AzureEnvironment = azure.AzureEnvironment ?? "AZURE",
                SubscriptionId = azure.SubscriptionId ?? "",
                ResourceGroupName = azure.ResourceGroupName ?? "",
                KeyVaultName = azure.KeyVaultName ?? "",
            },
            AwsKms aws => form with { AwsRegion = aws.Region ?? "" },
            _ => form,
        };
    }

    /// <summary>The key service that a project's page begins with: the one in use, or the one that its clusters run on.</summary>
    public static CloudProvider DefaultProvider(ProjectSnapshot project) =>
        project.Encryption.Enabled.FirstOrDefault()?.Provider
        ?? project.Clusters.SelectMany(cluster => cluster.Spec.Regions).Select(region => (CloudProvider?)region.Provider).FirstOrDefault()
        ?? CloudProvider.Azure;

    /// <summary>The project with the settings that the person saw when they began.</summary>
    public ProjectSnapshot SeenIn(ProjectSnapshot project) => project with { Version = BasedOnVersion, Encryption = Seen };

    /// <summary>What saving would ask Atlas for. An emptied field is sent as empty, so that it is refused rather than kept.</summary>
    public EncryptionChange ToChange()
    {
        var change = new EncryptionChange(EnabledForSearchNodes: SearchNodes);
        if (!On)
        {
            return change with
            {
                AzureKeyVault = Seen.AzureKeyVault.Enabled ? new() { Enabled = false } : null,
                AwsKms = Seen.AwsKms.Enabled ? new() { Enabled = false } : null,
                GoogleCloudKms = Seen.GoogleCloudKms.Enabled ? new() { Enabled = false } : null,
            };
        }

        return Provider switch
        {
            CloudProvider.Azure => change with { AzureKeyVault = ToAzure() },
            CloudProvider.Aws => change with { AwsKms = ToAws() },
            CloudProvider.Gcp => change with { GoogleCloudKms = ToGoogle() },
            _ => throw new InvalidOperationException($"{Provider} is not a key service."),
        };
    }

    private string? Role => WithRole ? RoleId.Trim() : null;

    private string? NewSecret => WithRole ? null : Secret.Trim();

    private AzureKeyVaultChange ToAzure() =>
        new()
        {
            Enabled = true,
            RoleId = Role,
            ClientId = WithRole ? null : ClientId.Trim(),
            TenantId = WithRole ? null : TenantId.Trim(),
            Secret = NewSecret,
            AzureEnvironment = AzureEnvironment,
            SubscriptionId = SubscriptionId.Trim(),
            ResourceGroupName = ResourceGroupName.Trim(),
            KeyVaultName = KeyVaultName.Trim(),
            KeyIdentifier = KeyIdentifier.Trim(),
            RequirePrivateNetworking = RequirePrivateNetworking,
        };

    private AwsKmsChange ToAws() =>
        new()
        {
            Enabled = true,
            RoleId = RoleId.Length == 0 ? null : RoleId.Trim(),
            CustomerMasterKeyId = KeyIdentifier.Trim(),
            Region = AwsRegion,
            RequirePrivateNetworking = RequirePrivateNetworking,
        };

    private GoogleCloudKmsChange ToGoogle() =>
        new()
        {
            Enabled = true,
            RoleId = Role,
            Secret = NewSecret,
            KeyVersionResourceId = KeyIdentifier.Trim(),
        };
}
