using System.Net;
using System.Text;
using Atlas.KmsPortal.Tests.Accounts;
using Atlas.KmsPortal.Tests.Simulator.Api;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Atlas.KmsPortal.Tests.Hosting;

/// <summary>Secrets go in and never come out: every byte that leaves the portal is searched for those that were put in.</summary>
public sealed class OutgoingSecretsTests(PlantedSecrets portal) : IClassFixture<PlantedSecrets>
{
    // What stands in the addresses of routes. A new name needs a value here, or the walk would pass by what it names.
    private static readonly Dictionary<string, string> s_values = new(StringComparer.OrdinalIgnoreCase)
    {
        ["orgId"] = Demo.Organization,
        ["clusterName"] = "ledger",
        ["groupName"] = "payments",
        ["subscriptionId"] = Arm.SubscriptionId,
        ["resourceGroupName"] = "acme-kms",
        ["vaultName"] = "acme-vault",
        ["keyName"] = "atlas",
        ["providerNamespace"] = "Microsoft.KeyVault",
        ["service"] = "azure",
        ["cloudProvider"] = "AZURE",
        ["name"] = "ledger",
        ["username"] = "app",
        ["databaseName"] = "admin",
        ["tenant"] = "common",
        ["version"] = "d891821e3d364e9eb88fbd3d11807b86",
        ["limitName"] = "atlas.project.security.databaseAccess.users",
    };

    // Of what has no fixed id, one that is not there is asked for; lists show the rest.
    private static readonly string[] s_nowhere =
    [
        "alertId",
        "containerId",
        "endpointId",
        "entryValue",
        "eventId",
        "id",
        "path",
        "rest",
        "roleId",
        "teamId",
        "teamName",
        "userId",
        "key",
    ];

    [Fact]
    public async Task No_answer_to_whoever_reads_carries_one()
    {
        List<(string From, string Text)> answers = [];
        foreach (var path in Paths())
        {
            answers.Add(($"page {path} for the owner", await WholeAsync(portal.OwnerBrowser, path)));
            answers.Add(($"page {path} for a reader", await WholeAsync(portal.ReaderBrowser, path)));
            answers.Add(($"{path} by API key", await WholeAsync(portal.OwnerKey, path)));
            answers.Add(($"{path} with a token", await WholeAsync(portal.Account, path)));
        }

        NoneCarriesOne(answers);
        Assert.Contains(answers, answer => answer.Text.Contains("Typed, not saved yet", StringComparison.Ordinal));
        Assert.Contains(answers, answer => answer.Text.Contains("****************************", StringComparison.Ordinal));
        Assert.Contains(answers, answer => answer.Text.Contains("cryptoKeyVersions/1", StringComparison.Ordinal));
    }

    [Fact]
    public void No_answer_to_whoever_sent_it_carries_one()
    {
        NoneCarriesOne(portal.Answers);
        Assert.Contains(
            portal.Answers,
            answer => answer.From is "Azure" && answer.Text.Contains("\"valid\":true", StringComparison.Ordinal)
        );
        Assert.Contains(
            portal.Answers,
            answer => answer.From is "Google" && answer.Text.Contains("\"valid\":true", StringComparison.Ordinal)
        );
        Assert.Contains(
            portal.Answers,
            answer => answer.From is "line break" && answer.Text.Contains("INVALID_ATTRIBUTE", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task No_log_carries_one()
    {
        await portal.SettleAsync();

        var log = portal.Log.Text;

        Assert.Contains(Demo.Payments, log, StringComparison.Ordinal);
        NoneCarriesOne([("the log", log)]);
    }

    [Fact]
    public async Task No_audit_row_carries_one()
    {
        await using var database = await portal.Databases.CreateDbContextAsync(TestContext.Current.CancellationToken);

        var rows = await database.Audit.AsNoTracking().ToListAsync(TestContext.Current.CancellationToken);

        Assert.Contains(rows, row => row.Summary.Length > 0 && row.ProjectId == Demo.Payments);
        NoneCarriesOne([.. rows.Select(row => ($"audit row {row.Id}", $"{row.Actor} {row.Summary} {row.Before} {row.After}"))]);
    }

    /// <summary>Nor the database, whose backups go further than the keys that protect it.</summary>
    [Fact]
    public async Task No_file_carries_one()
    {
        List<(string, string)> files = [];
        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(portal.DatabasePath)!, "portal.db*"))
        {
            await using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(open, Encoding.Latin1);
            files.Add((file, await reader.ReadToEndAsync(TestContext.Current.CancellationToken)));
        }

        Assert.Contains(files, file => file.Item2.Contains("planted.example", StringComparison.Ordinal));
        NoneCarriesOne(files);
    }

    private void NoneCarriesOne(IReadOnlyList<(string From, string Text)> texts)
    {
        foreach (var secret in portal.Secrets)
        {
            // As it is, and as it would stand in JSON that stands in JSON or in Basic credentials.
            string[] forms = [secret, Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)), WebUtility.UrlEncode(secret)];
            var carrier = texts.FirstOrDefault(text => Array.Exists(forms, form => text.Text.Contains(form, StringComparison.Ordinal)));
            Assert.True(carrier == default, $"{carrier.From} carries {secret}.");
        }
    }

    private IReadOnlyList<string> Paths()
    {
        var routes = portal
            .Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is null)
            .Where(endpoint =>
                endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods is not { Count: > 0 } methods || methods.Contains("GET")
            )
            .ToList();
        var unknown = routes
            .SelectMany(route => route.RoutePattern.Parameters)
            .Select(parameter => parameter.Name)
            .Where(name =>
                name is not ("groupId" or "ProjectId" or "alertConfigId") && !s_values.ContainsKey(name) && !s_nowhere.Contains(name)
            )
            .Distinct();
        Assert.Equal([], unknown);
        return
        [
            .. new[] { Demo.Payments, Demo.Retail }
                .SelectMany(projectId => routes.Select(route => AddressOf(route.RoutePattern, projectId)))
                .Distinct(StringComparer.Ordinal),
        ];
    }

    private string AddressOf(RoutePattern pattern, string projectId)
    {
        return "/" + string.Join('/', pattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(TextOf))));

        string TextOf(RoutePatternPart part) =>
            part switch
            {
                RoutePatternParameterPart parameter => ValueOf(parameter.Name, projectId),
                RoutePatternLiteralPart literal => literal.Content,
                RoutePatternSeparatorPart separator => separator.Content,
                _ => throw new InvalidOperationException($"{part} is no part of an address."),
            };
    }

    private string ValueOf(string parameter, string projectId) =>
        parameter switch
        {
            "groupId" or "ProjectId" => projectId,
            "alertConfigId" => portal.AlertConfigId,
            _ => s_values.GetValueOrDefault(parameter, Demo.Nowhere),
        };

    private static async Task<string> WholeAsync(SignedInBrowser browser, string path) =>
        WebUtility.HtmlDecode(await browser.TextOfAsync(path));

    private static async Task<string> WholeAsync(ApiClient client, string path)
    {
        var answer = await client.GetAsync("/" + path);
        return $"{answer.Headers}{answer.ContentHeaders}{answer.Text}";
    }
}
