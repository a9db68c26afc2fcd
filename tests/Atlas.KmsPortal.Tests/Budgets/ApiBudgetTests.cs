using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Tests.Simulator.Api;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Atlas.KmsPortal.Tests.Budgets;

/// <summary>What one request of the Admin API may send to the database, nothing else going on.</summary>
public sealed class ApiBudgetTests(ApiBudgetTests.CountedHost host) : IClassFixture<ApiBudgetTests.CountedHost>
{
    /// <summary>An action, the reads and the writes that it may cost.</summary>
    public static TheoryData<string, int, int> Budgets =>
        new()
        {
            { "PATCH encryptionAtRest", 2, 1 },
            { "PATCH encryptionAtRest, private networking", 2, 1 },
            { "PATCH encryptionAtRest, nothing new", 2, 0 },
            { "GET encryptionAtRest, key just tried", 0, 0 },
            { "POST endpoint", 1, 1 },
            { "GET endpoints", 0, 0 },
            { "GET endpoint", 0, 0 },
            { "DELETE endpoint", 1, 1 },
            { "POST cluster", 1, 1 },
            { "PATCH cluster", 1, 1 },
            { "GET clusters", 0, 0 },
            { "DELETE cluster", 2, 1 }, // its networks stay
            { "POST role", 1, 1 },
            { "PATCH role", 1, 1 },
            { "GET roles", 0, 0 },
            { "DELETE role", 1, 1 },
            { "PATCH project", 2, 1 },
            { "GET project", 1, 0 },
            { "GET project by name", 1, 0 },
            { "GET projects", 2, 0 },
        };

    [Theory]
    [MemberData(nameof(Budgets))]
    public async Task A_request_costs_what_it_changes(string action, int reads, int writes)
    {
        var owner = await host.ServiceAccountAsync();
        var groupId = await Demo.NewPrivateGroupAsync(owner);
        var made = await PrepareAsync(action, owner, groupId);
        // Roles and credentials are remembered for a second; what is counted is the action.
        (await owner.GetAsync(Demo.EncryptionAtRest(groupId))).Ok();
        host.Counter.Reset();

        (await ActAsync(action, owner, groupId, made)).Ok(StatusOf(action));

        var sent = host.Counter.Sent.Where(sql => !IsAboutCredentials(sql)).ToList();
        var wrote = sent.Count(sql => !sql.StartsWith("SELECT", StringComparison.Ordinal));
        Assert.True(
            sent.Count - wrote <= reads && wrote == writes,
            $"{action} took {sent.Count - wrote} reads and {wrote} writes:\n{string.Join("\n\n", sent)}"
        );
        // Nor does it cost what others have.
        Assert.Empty(await QueryPlan.ScansAsync(host.Services.GetRequiredService<IDbContextFactory<PortalDbContext>>(), sent));
    }

    private static bool IsAboutCredentials(string sql) =>
        sql.Contains("\"AccessTokens\"", StringComparison.Ordinal)
        || sql.Contains("\"ApiRoles\"", StringComparison.Ordinal)
        || sql.Contains("\"ApiKeys\"", StringComparison.Ordinal)
        || sql.Contains("\"ServiceAccounts\"", StringComparison.Ordinal);

    private static int StatusOf(string action) =>
        action switch
        {
            "POST endpoint" or "DELETE cluster" => 202,
            "POST cluster" => 201,
            "DELETE endpoint" or "DELETE role" => 204,
            _ => 200,
        };

    /// <returns>The id of what the action is about.</returns>
    private async Task<string> PrepareAsync(string action, ApiClient owner, string groupId)
    {
        switch (action)
        {
            case "GET endpoint" or "DELETE endpoint":
                var endpoint = (await owner.PostAsync(Demo.Endpoints(groupId), Endpoint("US_EAST_2"))).Ok(202).Field("id");
                await host.SettleAsync();
                return endpoint;
            case "PATCH cluster" or "DELETE cluster":
                (await owner.PostAsync($"/groups/{groupId}/clusters", Cluster())).Ok(201);
                await host.SettleAsync();
                return "counted";
            case "PATCH role" or "DELETE role":
                return (await owner.PostAsync($"/groups/{groupId}/cloudProviderAccess", new { providerName = "AWS" })).Ok().Field("roleId");
            default:
                return "";
        }
    }

    private static Task<ApiAnswer> ActAsync(string action, ApiClient owner, string groupId, string made) =>
        action switch
        {
            "PATCH encryptionAtRest" => owner.PatchAsync(
                Demo.EncryptionAtRest(groupId),
                new { enabledForSearchNodes = true, azureKeyVault = Demo.AzureBlock(requirePrivateNetworking: true) }
            ),
            "PATCH encryptionAtRest, private networking" => owner.PatchAsync(
                Demo.EncryptionAtRest(groupId),
                new { azureKeyVault = new { requirePrivateNetworking = false } }
            ),
            "PATCH encryptionAtRest, nothing new" => owner.PatchAsync(
                Demo.EncryptionAtRest(groupId),
                new { azureKeyVault = new { requirePrivateNetworking = true } }
            ),
            "GET encryptionAtRest, key just tried" => owner.GetAsync(Demo.EncryptionAtRest(groupId)),
            "POST endpoint" => owner.PostAsync(Demo.Endpoints(groupId), Endpoint("EUROPE_WEST")),
            "GET endpoints" => owner.GetAsync(Demo.Endpoints(groupId)),
            "GET endpoint" => owner.GetAsync($"{Demo.Endpoints(groupId)}/{made}"),
            "DELETE endpoint" => owner.DeleteAsync($"{Demo.Endpoints(groupId)}/{made}"),
            "POST cluster" => owner.PostAsync($"/groups/{groupId}/clusters", Cluster()),
            "PATCH cluster" => owner.PatchAsync($"/groups/{groupId}/clusters/{made}", new { terminationProtectionEnabled = true }),
            "GET clusters" => owner.GetAsync($"/groups/{groupId}/clusters"),
            "DELETE cluster" => owner.DeleteAsync($"/groups/{groupId}/clusters/{made}"),
            "POST role" => owner.PostAsync($"/groups/{groupId}/cloudProviderAccess", new { providerName = "AWS" }),
            "PATCH role" => owner.PatchAsync(
                $"/groups/{groupId}/cloudProviderAccess/{made}",
                new { providerName = "AWS", iamAssumedRoleArn = "arn:aws:iam::210987654321:role/atlas-kms" }
            ),
            "GET roles" => owner.GetAsync($"/groups/{groupId}/cloudProviderAccess"),
            "DELETE role" => owner.DeleteAsync($"/groups/{groupId}/cloudProviderAccess/AWS/{made}"),
            "PATCH project" => owner.PatchAsync($"/groups/{groupId}", new { name = "renamed-" + groupId[^8..] }),
            "GET project" => owner.GetAsync($"/groups/{groupId}"),
            "GET projects" => owner.GetAsync("/groups?itemsPerPage=2"),
            "GET project by name" => owner.GetAsync("/groups/byName/payments"),
            _ => throw new ArgumentOutOfRangeException(nameof(action), action, "Not an action of the table."),
        };

    private static object Endpoint(string region) => new { cloudProvider = "AZURE", regionName = region };

    private static object Cluster() =>
        new
        {
            name = "counted",
            clusterType = "REPLICASET",
            replicationSpecs = new[]
            {
                new
                {
                    regionConfigs = new[]
                    {
                        new
                        {
                            providerName = "AZURE",
                            regionName = "US_EAST_2",
                            priority = 7,
                            electableSpecs = new { instanceSize = "M10", nodeCount = 3 },
                        },
                    },
                },
            },
        };

    /// <summary>The portal with a counter at its database.</summary>
    public sealed class CountedHost : ApiHost
    {
        internal SqlCounter Counter { get; } = new();

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.ConfigureTestServices(services =>
                services.ConfigureDbContext<PortalDbContext>(options => options.AddInterceptors(Counter))
            );
        }
    }
}
