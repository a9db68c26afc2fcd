using System.IO.Compression;
using Atlas.KmsPortal.Accounts;
using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Encryption;
using Atlas.KmsPortal.Simulator;
using Atlas.KmsPortal.Tests.Simulator.Api;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Atlas.KmsPortal.Tests.Data;

/// <summary>
/// A database and its keys as an earlier release left them (<c>Stored/</c>: the demo world, and an endpoint of payments that waits for
/// approval). Every release has to go on with it.
/// </summary>
public sealed class StoredDatabaseTests(StoredDatabaseTests.StoredHost host) : IClassFixture<StoredDatabaseTests.StoredHost>
{
    private IDbContextFactory<PortalDbContext> Databases => host.Services.GetRequiredService<IDbContextFactory<PortalDbContext>>();

    [Fact]
    public async Task It_is_upgraded_and_keeps_its_audit_log()
    {
        await using var database = await Databases.CreateDbContextAsync(TestContext.Current.CancellationToken);

        Assert.Empty(await database.Database.GetPendingMigrationsAsync(TestContext.Current.CancellationToken));
        Assert.Contains(
            await database.Audit.ToListAsync(TestContext.Current.CancellationToken),
            entry => entry.ProjectId == Demo.Payments && entry.Actor == "kmsowner"
        );
    }

    [Fact]
    public async Task Its_api_keys_still_sign()
    {
        var projects = (await host.Owner().GetAsync("/groups")).Ok().Json;
        var endpoints = (await host.Owner().GetAsync($"/groups/{Demo.Payments}/encryptionAtRest/AZURE/privateEndpoints")).Ok().Json;

        Assert.Equal(6, projects.GetProperty("totalCount").GetInt32());
        Assert.Equal("PENDING_ACCEPTANCE", endpoints.GetProperty("results")[0].GetProperty("status").GetString());
    }

    [Fact]
    public async Task Its_client_secrets_are_still_read()
    {
        await using var database = await Databases.CreateDbContextAsync(TestContext.Current.CancellationToken);
        var project = await database.Projects.SingleAsync(row => row.Id == Demo.Payments, TestContext.Current.CancellationToken);
        var secret = Assert.Single(await database.CloudSecrets.ToListAsync(TestContext.Current.CancellationToken));

        Assert.True(host.Services.GetRequiredService<SecretVault>().Matches(project, CloudProvider.Azure, secret.Hash));
    }

    [Fact]
    public async Task Its_people_still_sign_in_and_see_what_they_own()
    {
        await using var scope = host.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<PortalUser>>();
        var owner = (await users.FindByEmailAsync(DemoAccounts.Owner.Email))!;
        await using var database = await Databases.CreateDbContextAsync(TestContext.Current.CancellationToken);

        Assert.True(await users.CheckPasswordAsync(owner, DemoAccounts.Owner.Password));
        var membership = Assert.Single(
            await database.Memberships.Where(row => row.UserId == owner.Id).ToListAsync(TestContext.Current.CancellationToken)
        );
        Assert.Equal((DemoAccounts.OrganizationId, Membership.OrgOwner), (membership.ScopeId, membership.Role));
    }

    [Fact]
    public async Task Its_pages_answer()
    {
        using var client = new HttpClient { BaseAddress = host.Address };

        using var page = await client.GetAsync(new Uri("/sign-in", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Contains(
            "Sign in",
            await page.EnsureSuccessStatusCode().Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal
        );
    }

    public sealed class StoredHost() : ApiHost(Restore())
    {
        private static DirectoryInfo Restore()
        {
            var stored = Path.Combine(RepositoryRoot(), "tests", "Atlas.KmsPortal.Tests", "Data", "Stored");
            var folder = Directory.CreateTempSubdirectory("kms-portal-stored-");
            using (var packed = new GZipStream(File.OpenRead(Path.Combine(stored, "portal.db.gz")), CompressionMode.Decompress))
            using (var database = File.Create(Path.Combine(folder.FullName, "portal.db")))
            {
                packed.CopyTo(database);
            }

            var keys = folder.CreateSubdirectory("keys");
            foreach (var key in Directory.EnumerateFiles(stored, "*.xml"))
            {
                File.Copy(key, Path.Combine(keys.FullName, Path.GetFileName(key)));
            }

            return folder;
        }
    }
}
