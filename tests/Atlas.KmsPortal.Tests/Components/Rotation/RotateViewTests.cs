using Atlas.KmsPortal.Components.Rotation;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Tests.Components.Rotation;

public sealed class RotateViewTests
{
    private const string NewVersion = "https://acme-vault.vault.azure.net/keys/atlas/00000000000000000000000000000001";
    private const string OtherVault = "https://other-vault.vault.azure.net/keys/atlas/00000000000000000000000000000001";

    private static ProjectSnapshot Project => A.Project(A.Cluster("ledger", "US_EAST_2").UsingKey()).WithVault();

    [Theory]
    [InlineData("", false, null)]
    [InlineData("  ", false, null)]
    [InlineData(A.VaultKey, false, null)]
    [InlineData($" {A.VaultKey} ", false, null)]
    [InlineData(NewVersion, true, null)]
    [InlineData(OtherVault, true, "vault")]
    [InlineData("no key", true, "as Azure shows it")]
    public void Another_key_can_be_sent_unless_something_is_wrong_with_it(string entered, bool isChanged, string? problem)
    {
        var view = Of(Project, entered);

        Assert.Equal(isChanged, view.IsChanged);
        Assert.Equal(problem is null, view.Blocking.Count == 0);
        Assert.Contains(problem ?? "", view.KeyProblem?.Message ?? "", StringComparison.Ordinal);
        Assert.Equal(problem is null, view.KeyProblem is null);
        Assert.Empty(view.General);
    }

    [Fact]
    public void The_vaults_owner_can_create_a_version_over_resource_manager() =>
        Assert.Equal(
            """
            az rest --method post \
              --url '/subscriptions/a39012fb-d604-4cd1-8841-77f705f3e6d5/resourceGroups/acme-kms/providers/Microsoft.KeyVault/vaults/acme-vault/keys/atlas/rotate?api-version=2023-07-01'
            """,
            Of(Project, "").NewVersionCommand
        );

    [Fact]
    public void Nothing_is_wrong_before_the_field_was_left()
    {
        var refused = PrivateNetworkingRules.NotEnabled(CloudProvider.Azure);

        var view = RotateView.Of(Project, CloudProvider.Azure, "no key", isLeft: false, [refused], A.Now);

        Assert.Null(view.KeyProblem);
        Assert.Empty(view.General);
        Assert.NotEmpty(view.Blocking);
    }

    [Fact]
    public void What_is_not_about_the_key_stands_beside_it()
    {
        var refused = PrivateNetworkingRules.NotEnabled(CloudProvider.Azure);

        var view = RotateView.Of(Project, CloudProvider.Azure, NewVersion, isLeft: true, [refused], A.Now);

        Assert.Equal([refused], view.General);
        Assert.Null(view.KeyProblem);
    }

    [Theory]
    [InlineData(10, "10 days, alert at 90", false)]
    [InlineData(89, "89 days, alert at 90", false)]
    [InlineData(90, "90 days, alert at 90", true)]
    [InlineData(null, "not known", false)]
    public void The_age_is_told_beside_its_alert(int? days, string text, bool needsRotation)
    {
        var project = Project with
        {
            Encryption = Project.Encryption with
            {
                AzureKeyVault = A.Vault() with { KeySince = days is { } age ? A.Now.AddDays(-age) : null },
            },
        };

        var view = Of(project, "");

        Assert.Equal((text, needsRotation), (view.AgeText, view.NeedsRotation));
    }

    [Fact]
    public void The_plan_names_the_clusters_that_are_sealed_again_and_nothing_without_a_change()
    {
        Assert.Equal(["ledger"], Of(Project, NewVersion).Plan.Affected);
        Assert.Empty(Of(Project, A.VaultKey).Plan.Steps);
    }

    [Theory]
    [InlineData(CloudProvider.Azure, "acme-vault, acme-kms")]
    [InlineData(CloudProvider.Aws, "AWS KMS, US_EAST_1")]
    [InlineData(CloudProvider.Gcp, "Google Cloud KMS")]
    public void Each_key_service_rotates_in_its_own_place(CloudProvider provider, string place)
    {
        var project = Project with
        {
            Encryption = Project.Encryption with
            {
                AwsKms = new()
                {
                    Enabled = true,
                    CustomerMasterKeyId = "mrk-1",
                    Region = "US_EAST_1",
                },
                GoogleCloudKms = new() { Enabled = true, KeyVersionResourceId = "projects/p" },
            },
        };

        var view = RotateView.Of(project, provider, " next ", isLeft: true, [], A.Now);

        Assert.Equal(place, view.Place);
        Assert.Equal(
            provider switch
            {
                CloudProvider.Azure => new EncryptionChange(AzureKeyVault: new() { KeyIdentifier = "next" }),
                CloudProvider.Aws => new EncryptionChange(AwsKms: new() { CustomerMasterKeyId = "next" }),
                _ => new EncryptionChange(GoogleCloudKms: new() { KeyVersionResourceId = "next" }),
            },
            view.Change
        );
    }

    private static RotateView Of(ProjectSnapshot project, string entered) =>
        RotateView.Of(project, CloudProvider.Azure, entered, isLeft: true, [], A.Now);
}
