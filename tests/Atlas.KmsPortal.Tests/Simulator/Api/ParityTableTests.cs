using System.Reflection;
using System.Text.RegularExpressions;
using Atlas.KmsPortal.Encryption;
using Atlas.KmsPortal.Simulator;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Atlas.KmsPortal.Tests.Simulator.Api;

/// <summary>The parity table says what is so: of the routes, of the codes, of the tests.</summary>
public sealed partial class ParityTableTests(ApiHost host) : IClassFixture<ApiHost>
{
    private static readonly string[] s_evidence = ["documented", "published schema", "public logs", "seen from a client", "ours"];
    private static readonly string s_source = Path.Combine(ApiHost.RepositoryRoot(), "src", "Atlas.KmsPortal");
    private static readonly string s_table = File.ReadAllText(Path.Combine(s_source, "AdminApi", "parity.md"));
    private static readonly string[] s_codes =
    [
        .. typeof(AtlasCode).GetFields().Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!),
    ];

    [Fact]
    public void Every_operation_that_is_served_stands_in_the_table_and_no_other()
    {
        var served = host
            .Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<IEndpointNameMetadata>() is not null && IsOurs(endpoint))
            .Select(endpoint =>
                $"{endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()!.EndpointName} {endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0]} /{endpoint.RoutePattern.RawText!.Trim('/')}"
            )
            .Order()
            .ToList();

        var listed = Rows("Operations").Select(row => $"{row[0]} {row[1]}").Order().ToList();

        Assert.Equal(served, listed);
    }

    [Fact]
    public void Every_code_stands_in_the_table_with_its_status_and_no_other()
    {
        var onPages = CodeInText().Matches(PagesOnly().Match(s_table).Value).Select(match => match.Groups[1].Value).ToList();
        var known = s_codes.Except(onPages).Select(code => $"{code} {AtlasCode.StatusOf(code)}").Order().ToList();

        var listed = Rows("Error codes").Select(row => $"{row[0]} {row[1]}").Order().ToList();

        Assert.NotEmpty(onPages);
        Assert.Empty(onPages.Except(s_codes));
        Assert.Equal(known, listed);
    }

    [Fact]
    public void A_code_is_spelled_once()
    {
        var spelled =
            from file in Directory.GetFiles(s_source, "*", SearchOption.AllDirectories)
            where Path.GetExtension(file) is ".cs" or ".razor" && Path.GetFileName(file) is not "AtlasCode.cs"
            where !Path.GetRelativePath(s_source, file).StartsWith("obj", StringComparison.Ordinal)
            from code in s_codes
            where File.ReadAllText(file).Contains($"\"{code}\"", StringComparison.Ordinal)
            select $"{Path.GetFileName(file)} spells {code}";

        Assert.Empty(spelled);
    }

    [Fact]
    public void Every_row_has_its_evidence_and_a_test_that_exists()
    {
        var tests = typeof(ParityTableTests)
            .Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static))
            .Where(method => method.IsDefined(typeof(FactAttribute), inherit: true))
            .Select(method => $"{method.ReflectedType!.Name}.{method.Name}")
            .ToHashSet(StringComparer.Ordinal);

        Assert.All(
            new[] { "Operations", "Error codes", "Rules" }.SelectMany(Rows),
            row =>
            {
                Assert.True(tests.Contains(row[^1]), $"There is no test {row[^1]}.");
                Assert.Contains(row[^2], s_evidence);
            }
        );
    }

    [Fact]
    public void A_name_that_the_schema_lets_pass_is_still_checked()
    {
        var project = A.Project(A.Cluster("orders", "US_EAST_2"));

        Assert.Equal("CLUSTER_NAME_INVALID", Assert.Single(ClusterRules.CheckName(project, "no spaces")).Code);
    }

    [Fact]
    public async Task Static_credentials_of_aws_can_be_refused()
    {
        var settings = new AwsKms
        {
            Enabled = true,
            AccessKeyId = "AKIAIOSFODNN7EXAMPLE",
            CustomerMasterKeyId = "mrk-4f1c2d3e5a6b47c8901234567890abcd",
            Region = "US_EAST_1",
        };

        Assert.Equal("INVALID_AWS_CREDENTIALS", (await CheckAsync(settings)).Code);
    }

    [Fact]
    public async Task A_key_version_of_google_that_is_gone_is_not_found()
    {
        var settings = new GoogleCloudKms
        {
            Enabled = true,
            KeyVersionResourceId = "projects/acme/locations/europe/keyRings/ring/cryptoKeys/gone/cryptoKeyVersions/7",
        };
        await using var database = await DatabaseAsync();
        var clouds = new CloudSide(database);
        await clouds.LoadAsync([settings], default);
        clouds.Ensure(settings, new NewSecret("{}", "", SecretHash.NewSalt()), DateTimeOffset.UnixEpoch);
        await database.SaveChangesAsync();
        database.CloudKeys.Remove(database.CloudKeys.Single(key => key.Id == SimulatedClouds.GoogleKeyId(settings)));
        await database.SaveChangesAsync();

        Assert.Equal("GOOGLE_CLOUD_KMS_KEY_VERSION_NOT_FOUND", (await CheckAsync(settings)).Code);
    }

    private async Task<KeyHealth> CheckAsync(KeyProviderSettings settings)
    {
        await using var database = await DatabaseAsync();
        var clouds = new CloudSide(database);
        await clouds.LoadAsync([settings], default);
        return KeyValidation.Check(
            clouds,
            settings,
            clouds.SecretOf(settings, new NewSecret("{}", "", SecretHash.NewSalt()).Matches),
            reachedPrivately: false,
            isNew: true,
            DateTimeOffset.UnixEpoch
        );
    }

    private Task<Atlas.KmsPortal.Data.PortalDbContext> DatabaseAsync() =>
        host
            .Services.GetRequiredService<Microsoft.EntityFrameworkCore.IDbContextFactory<Atlas.KmsPortal.Data.PortalDbContext>>()
            .CreateDbContextAsync();

    private static bool IsOurs(RouteEndpoint endpoint) =>
        endpoint.RoutePattern.RawText!.TrimStart('/').Split('/')[0]
            is "api"
                or "subscriptions"
                or "tenants"
                or "v1.0"
                or "metadata"
                or "common"
                or "adfs"
                or "{tenant}"
                or "simulator";

    private static List<string[]> Rows(string heading)
    {
        var section = s_table.Split($"## {heading}\n")[1].Split("\n## ")[0];
        return
        [
            .. section
                .Split('\n')
                .Where(line => line.StartsWith("| ", StringComparison.Ordinal))
                .Skip(1)
                .Select(line => line.Trim('|', ' ').Split(" | ").Select(cell => cell.Trim()).ToArray()),
        ];
    }

    [GeneratedRegex("`([A-Z_]+)`")]
    private static partial Regex CodeInText();

    [GeneratedRegex("^Only on pages.*$", RegexOptions.Multiline)]
    private static partial Regex PagesOnly();
}
