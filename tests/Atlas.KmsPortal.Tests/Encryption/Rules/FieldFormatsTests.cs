using System.Reflection;
using System.Text.RegularExpressions;
using Atlas.KmsPortal.AdminApi;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Tests.Encryption.Rules;

/// <summary>Every pattern of the code, found by looking for it: one that has no sample here fails.</summary>
public sealed class FieldFormatsTests
{
    private static readonly Dictionary<string, string[]> s_samples = new()
    {
        [nameof(FieldFormats.Uuid)] = ["632ff709-32a8-48a3-8224-30d2386fadaf", "632FF709-32A8-48A3-8224-30D2386FADAF"],
        [nameof(FieldFormats.ObjectId)] = ["65a0000000000000000000a1"],
        [nameof(FieldFormats.VaultName)] = ["acme-vault", "Acme"],
        [nameof(FieldFormats.ResourceGroupName)] = ["acme-kms", "Größe.(1)", "a"],
        [nameof(FieldFormats.AzureKeyIdentifier)] =
        [
            A.VaultKey,
            "https://acme-vault.vault.azure.net/keys/atlas",
            "https://acme-vault.vault.azure.net/keys/atlas/",
            "https://acme-vault.vault.azure.net:443/keys/atlas/d891821e3d364e9eb88fbd3d11807b86",
            "https://ACME-VAULT.VAULT.AZURE.NET/keys/Atlas",
        ],
        [nameof(FieldFormats.AwsKey)] =
        [
            "arn:aws:kms:us-east-1:123456789012:key/mrk-4f1c2d3e5a6b47c8901234567890abcd",
            "mrk-4f1c2d3e5a6b47c8901234567890abcd",
            "alias/atlas",
            "632ff709-32a8-48a3-8224-30d2386fadaf",
        ],
        [nameof(FieldFormats.AwsAccessKeyId)] = ["AKIAIOSFODNN7EXAMPLE"],
        [nameof(FieldFormats.Secret)] = ["abc8Q~.-_x", "s", "two words"],
        [nameof(FieldFormats.GoogleKeyVersion)] =
        [
            "projects/acme-kms/locations/europe-west1/keyRings/Atlas_1/cryptoKeys/atlas/cryptoKeyVersions/1",
            "projects/acme.example:kms/locations/global/keyRings/atlas/cryptoKeys/atlas/cryptoKeyVersions/12",
        ],
        [nameof(FieldFormats.ClusterName)] = ["orders", "Cluster0", "a-1"],
        [nameof(FieldFormats.ProjectName)] = ["retail-eu", "Päckchen_(1),2:3&4@5+6'7."],
        [nameof(FieldFormats.IamRoleArn)] =
        [
            "arn:aws:iam::123456789012:role/atlas",
            "arn:aws-us-gov:iam::123456789012:role/path/to/Atlas+1@x",
        ],
        ["ClusterCommonBody.Name"] = ["orders"],
        ["ClusterCommonBody.MongoDbMajorVersion"] = ["8.0"],
        ["ComputeScalingBody.MinInstanceSize"] = ["M10", "M40_NVME"],
        ["ComputeScalingBody.MaxInstanceSize"] = ["M80"],
        ["ReplicationSpecBody.ZoneName"] = ["Zone 1"],
        ["LegacyReplicationSpecBody.ZoneName"] = ["Zone 1"],
        ["TagBody.Key"] = ["team", "cost center"],
        ["TagBody.Value"] = ["k"],
        ["ClusterAdvancedBody.CustomOpensslCipherConfigTls12"] = ["TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"],
        ["ClusterAdvancedBody.CustomOpensslCipherConfigTls13"] = ["TLS_AES_256_GCM_SHA384"],
        ["ProcessArgsBody.CustomOpensslCipherConfigTls12"] = ["TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"],
        ["ProcessArgsBody.CustomOpensslCipherConfigTls13"] = ["TLS_AES_256_GCM_SHA384"],
        ["ProcessArgsBody.DefaultReadConcern"] = ["available"],
        ["ProcessArgsBody.DefaultWriteConcern"] = ["majority"],
        ["DatabaseUserBody.Username"] = ["app", "CN=App, O=Acme"],
        ["DatabaseUserBody.Password"] = ["a passphrase"],
        ["DatabaseUserBody.Description"] = ["the shop's"],
        ["DatabaseUserChangeBody.Password"] = ["a passphrase"],
        ["DatabaseUserChangeBody.Description"] = ["the shop's"],
        ["DatabaseRoleBody.RoleName"] = ["readWriteAnyDatabase"],
        ["DatabaseRoleBody.DatabaseName"] = ["admin"],
        ["UserScopeBody.Name"] = ["Cluster0"],
        ["NetworkEntryBody.Comment"] = ["the office"],
        ["AlertConfigBody.EventTypeName"] = ["AZURE_ENCRYPTION_KEY_NEEDS_ROTATION", "NO_PRIMARY"],
        ["AlertMatcherBody.Value"] = ["shard-00"],
        ["NotificationBody.EmailAddress"] = ["ops@acme.example"],
        ["NotificationBody.Username"] = ["owner@acme.example"],
        ["NotificationBody.ChannelName"] = ["key alerts"],
        ["AcknowledgementBody.AcknowledgementComment"] = ["Known, and being looked at."],
        ["TeamBody.Name"] = ["Key owners"],
        ["TeamRoleBody.TeamId"] = ["65a0000000000000000000a1"],
    };

    // A note may be taken away.
    private static readonly string[] s_mayBeEmpty =
    [
        "DatabaseUserBody.Description",
        "DatabaseUserChangeBody.Description",
        "NetworkEntryBody.Comment",
        "AcknowledgementBody.AcknowledgementComment",
    ];

    public static TheoryData<string> Names => [.. Patterns().Select(pattern => pattern.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_may_stand_around_a_value(string name)
    {
        var isMatch = Patterns().Single(pattern => pattern.Name == name).IsMatch;
        Assert.True(s_samples.ContainsKey(name), $"Give {name} a sample here.");

        foreach (var sample in s_samples[name])
        {
            Assert.True(isMatch(sample), $"{name} refuses {sample}.");
            foreach (var around in new[] { "\n", "\r\n", "\r", "\0", " ", "\t", "\u0085", "\u00a0", "\u2028" })
            {
                Assert.False(isMatch(sample + around), $"{name} takes {Regex.Escape(sample + around)}.");
                Assert.False(isMatch(around + sample), $"{name} takes {Regex.Escape(around + sample)}.");
            }
        }

        Assert.True(isMatch("") == s_mayBeEmpty.Contains(name), $"{name} takes nothing at all, or does not.");
    }

    [Fact]
    public void No_pattern_is_written_anywhere_else()
    {
        string[] homes = ["Encryption/Rules/FieldFormats.cs", "AdminApi/Json/FieldCheck.cs"];

        var others = Architecture
            .Source.Files("")
            .Where(file => Architecture.Source.Read(file).Contains("RegularExpressions", StringComparison.Ordinal))
            .Select(file => Path.GetRelativePath(Architecture.Source.Root, file).Replace('\\', '/'))
            .Except(homes);

        Assert.Empty(others);
    }

    private static IEnumerable<(string Name, Func<string, bool> IsMatch)> Patterns()
    {
        const BindingFlags Any = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance;
        foreach (var type in typeof(FieldFormats).Assembly.GetTypes())
        {
            foreach (var property in type.GetProperties(Any | BindingFlags.DeclaredOnly))
            {
                if (property.PropertyType == typeof(Regex) && type == typeof(FieldFormats))
                {
                    yield return (property.Name, ((Regex)property.GetValue(null)!).IsMatch);
                }
                else if (property.GetCustomAttribute<LooksLikeAttribute>() is { } shape)
                {
                    yield return ($"{type.Name}.{property.Name}", FieldCheck.PatternOf(shape).IsMatch);
                }
            }
        }
    }
}
