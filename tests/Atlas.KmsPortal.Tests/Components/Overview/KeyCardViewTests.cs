using Atlas.KmsPortal.Components.Overview;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Tests.Components.Overview;

public sealed class KeyCardViewTests
{
    public static TheoryData<KeyProviderSettings, string, string[]> Facts =>
        new()
        {
            {
                A.Vault(),
                "Azure Key Vault",
                [
                    "Vault: acme-vault",
                    "Key: atlas",
                    "Version: d891821e3d36…",
                    "Age: 10 days, alert at 90",
                    "Signs in as: static credentials",
                ]
            },
            {
                A.Vault() with
                {
                    KeyIdentifier = "https://acme-vault.vault.azure.net/keys/atlas",
                    RoleId = "65a0000000000000000000d1",
                },
                "Azure Key Vault",
                [
                    "Vault: acme-vault",
                    "Key: atlas",
                    "Version: newest",
                    "Age: 10 days, alert at 90",
                    "Signs in as: a cloud identity, without a secret",
                ]
            },
            {
                new AwsKms
                {
                    Enabled = true,
                    CustomerMasterKeyId = "arn:aws:kms:us-east-1:1:key/mrk-0123456789abcdef",
                    Region = "US_EAST_1",
                },
                "AWS KMS",
                ["Key: mrk-01234567…", "Region: US_EAST_1"]
            },
            {
                new GoogleCloudKms
                {
                    Enabled = true,
                    KeyVersionResourceId = "projects/p/locations/l/keyRings/r/cryptoKeys/orders/cryptoKeyVersions/7",
                    KeySince = A.Now.AddDays(-1),
                },
                "Google Cloud KMS",
                ["Key: orders", "Version: 7", "Age: 1 day, alert at 90"]
            },
        };

    [Theory]
    [MemberData(nameof(Facts))]
    public void What_is_known_of_the_key_is_told(KeyProviderSettings settings, string title, string[] facts)
    {
        var view = Of(settings);

        Assert.Equal(title, view.Title);
        Assert.Equal(facts, view.Facts.Select(fact => $"{fact.Name}: {fact.Text}"));
    }

    [Fact]
    public void What_is_shortened_is_there_as_a_whole()
    {
        var version = Assert.Single(Of(A.Vault()).Facts, fact => fact.Name is "Version");

        Assert.Equal("d891821e3d364e9eb88fbd3d11807b86", version.Identifier);
    }

    [Theory]
    [InlineData(KeyState.Valid, "good", "Answers")]
    [InlineData(KeyState.Invalid, "bad", "Not valid")]
    [InlineData(KeyState.Unreachable, "turn", "Cannot be reached")]
    [InlineData(KeyState.Unknown, "soft", "Not tried yet")]
    public void The_last_check_has_a_word_and_a_tone(KeyState state, string tone, string text)
    {
        var view = Of(A.Vault() with { Health = new KeyHealth(state, A.Now) });

        Assert.Equal((tone, text, A.Now), (view.HealthTone, view.HealthText, view.CheckedAt));
    }

    private static KeyCardView Of(KeyProviderSettings settings) => KeyCardView.Of(A.Project(), settings, A.Now);
}
