using Atlas.KmsPortal.Components.Advanced;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Tests.Components.Advanced;

public sealed class KeyFieldsViewTests
{
    private const string OtherKey = "https://acme-vault.vault.azure.net/keys/atlas/00000000000000000000000000000000";
    private const string MultiRegionKey = "arn:aws:kms:us-east-1:123456789012:key/mrk-1";
    private const string SingleRegionKey = "arn:aws:kms:us-east-1:123456789012:key/1";

    private static ProjectSnapshot Bare => A.Project(A.Cluster("ledger", "US_EAST_2"));

    private static ProjectSnapshot WithAws =>
        Bare with
        {
            Encryption = Bare.Encryption with
            {
                AwsKms = new()
                {
                    Enabled = true,
                    CustomerMasterKeyId = MultiRegionKey,
                    Health = new(KeyState.Valid, A.Now),
                },
            },
        };

    private static ProjectSnapshot WithGoogle =>
        Bare with
        {
            Encryption = Bare.Encryption with
            {
                GoogleCloudKms = new()
                {
                    Enabled = true,
                    KeyVersionResourceId = "projects/p/locations/l/keyRings/r/cryptoKeys/k/cryptoKeyVersions/1",
                    SecretChangedAt = A.Now.AddDays(-3),
                    Health = new(KeyState.Valid, A.Now),
                },
            },
        };

    public static TheoryData<CloudProvider, string[]> Identities =>
        new()
        {
            { CloudProvider.Azure, ["azure-ready · service principal 632ff709…, authorized 21 Nov 2026"] },
            { CloudProvider.Aws, ["arn:aws:iam::1:role/atlas, authorized 21 Nov 2026"] },
            { CloudProvider.Gcp, ["atlas@project.iam.gserviceaccount.com", "gcp-new"] },
        };

    [Theory]
    [MemberData(nameof(Identities))]
    public void Only_identities_that_Atlas_may_use_there_are_offered(CloudProvider provider, string[] offered)
    {
        DateTimeOffset? yesterday = A.Now.AddDays(-1);
        var project = Bare with
        {
            Roles =
            [
                Role("azure-ready", CloudProvider.Azure, yesterday) with
                {
                    ServicePrincipalId = "632ff709-32a8-48a3-8224-30d2386fadaf",
                },
                Role("azure-begun", CloudProvider.Azure, null) with
                {
                    ServicePrincipalId = "632ff709-32a8-48a3-8224-30d2386fadaf",
                },
                Role("aws-ready", CloudProvider.Aws, yesterday) with
                {
                    IamAssumedRoleArn = "arn:aws:iam::1:role/atlas",
                },
                Role("aws-begun", CloudProvider.Aws, null),
                Role("gcp-ready", CloudProvider.Gcp, yesterday) with
                {
                    GcpServiceAccountForAtlas = "atlas@project.iam.gserviceaccount.com",
                },
                Role("gcp-new", CloudProvider.Gcp, null),
            ],
        };

        Assert.Equal(offered, Of(project, provider).Identities.Select(choice => choice.Text));
    }

    public static TheoryData<ProjectSnapshot, string?> VaultLocks =>
        new()
        {
            { Bare.WithVault(), null },
            { Bare.WithVault().WithEndpoints(("US_EAST_2", EndpointStatus.Active)), "Locked while 1 private endpoint exists" },
            {
                Bare.WithVault().WithEndpoints(("US_EAST_2", EndpointStatus.Active), ("US_CENTRAL", EndpointStatus.Failed)),
                "Locked while 2 private endpoints exist"
            },
        };

    [Theory]
    [MemberData(nameof(VaultLocks))]
    public void The_vault_stays_while_endpoints_lead_to_it(ProjectSnapshot project, string? text)
    {
        Assert.Equal(text, Of(project, CloudProvider.Azure).VaultLock);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData(-1, "Ended on 21 November 2026. Replace it.")]
    [InlineData(0, "Ended on 22 November 2026. Replace it.")]
    [InlineData(1, "Ends in 1 day, on 23 November 2026")]
    [InlineData(29, "Ends in 29 days, on 21 December 2026")]
    [InlineData(30, null)]
    public void A_secret_that_ends_soon_says_when(int? days, string? note)
    {
        var project = Bare with
        {
            Encryption = Bare.Encryption with
            {
                AzureKeyVault = A.Vault() with { SecretExpiresAt = days is { } left ? A.Now.AddDays(left) : null },
            },
        };

        Assert.Equal(note, Of(project, CloudProvider.Azure).SecretNote);
    }

    public static TheoryData<ProjectSnapshot, CloudProvider, string?> Confirmed =>
        new()
        {
            { Bare.WithVault(), CloudProvider.Azure, "Enabled, in acme-vault. Last checked with Azure on 22 Nov 12:00 UTC." },
            { WithAws, CloudProvider.Aws, "Enabled. Last checked with AWS on 22 Nov 12:00 UTC." },
            { WithGoogle, CloudProvider.Gcp, "Enabled. Last checked with Google Cloud on 22 Nov 12:00 UTC." },
            { Bare.WithVault(key: KeyState.Invalid), CloudProvider.Azure, null },
            { Bare, CloudProvider.Azure, null },
            { WithAws, CloudProvider.Azure, null },
        };

    [Theory]
    [MemberData(nameof(Confirmed))]
    public void The_key_in_use_is_confirmed_while_it_answers(ProjectSnapshot project, CloudProvider provider, string? text)
    {
        Assert.Equal(text, Of(project, provider).KeyConfirmed);
    }

    [Fact]
    public void Another_key_than_the_one_in_use_is_not_confirmed()
    {
        var form = AdvancedForm.From(Bare.WithVault(), CloudProvider.Azure) with { KeyIdentifier = OtherKey };

        Assert.Null(KeyFieldsView.Of(Bare.WithVault(), form, A.Now).KeyConfirmed);
    }

    [Theory]
    [InlineData(CloudProvider.Aws, "", false)]
    [InlineData(CloudProvider.Aws, MultiRegionKey, false)]
    [InlineData(CloudProvider.Aws, SingleRegionKey, true)]
    [InlineData(CloudProvider.Azure, OtherKey, false)]
    public void Single_region_keys_are_a_matter_of_AWS(CloudProvider provider, string key, bool isSingle)
    {
        var form = AdvancedForm.From(Bare, provider) with { KeyIdentifier = key };

        Assert.Equal(isSingle, KeyFieldsView.Of(Bare, form, A.Now).IsSingleRegionKey);
    }

    [Fact]
    public void A_stored_secret_is_known_by_when_it_was_set()
    {
        Assert.Equal(A.Now.AddDays(-10), Of(Bare.WithVault(), CloudProvider.Azure).SecretChangedAt);
        Assert.Equal(A.Now.AddDays(-3), Of(WithGoogle, CloudProvider.Gcp).SecretChangedAt);
        Assert.Null(Of(Bare, CloudProvider.Azure).SecretChangedAt);
    }

    private static KeyFieldsView Of(ProjectSnapshot project, CloudProvider provider) =>
        KeyFieldsView.Of(project, AdvancedForm.From(project, provider), A.Now);

    private static CloudProviderRole Role(string id, CloudProvider provider, DateTimeOffset? authorizedAt) =>
        new(id, provider, A.Now.AddDays(-2), authorizedAt, InUse: false);
}
