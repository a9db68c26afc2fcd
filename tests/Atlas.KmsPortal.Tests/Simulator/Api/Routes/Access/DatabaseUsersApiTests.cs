using Atlas.KmsPortal.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Atlas.KmsPortal.Tests.Simulator.Api;

public sealed class DatabaseUsersApiTests(ApiHost host) : IClassFixture<ApiHost>
{
    private const string Password = "correct-horse-battery";

    [Fact]
    public async Task A_user_is_made_changed_and_deleted()
    {
        var owner = host.Owner();
        var users = $"/groups/{await Demo.NewGroupAsync(owner)}/databaseUsers";

        var made = (await owner.PostAsync(users, User("app"))).Ok(201);
        Assert.Equal(("app", "NONE"), (made.Field("username"), made.Field("x509Type")));
        (await owner.PostAsync(users, User("app"))).Refused(409, "USER_ALREADY_EXISTS");

        (await owner.PatchAsync(users + "/admin/app", new { roles = new[] { new { roleName = "read", databaseName = "shop" } } })).Ok();
        var read = (await owner.GetAsync(users + "/admin/app")).Ok();
        Assert.Equal(("read", "shop"), (read.Field("roles.0.roleName"), read.Field("roles.0.databaseName")));
        Assert.Equal("1", (await owner.GetAsync(users)).Ok().Field("totalCount"));

        (await owner.DeleteAsync(users + "/admin/app")).Ok(204);
        (await owner.GetAsync(users + "/admin/app")).Refused(404, "USERNAME_NOT_FOUND");
        (await owner.DeleteAsync(users + "/admin/app")).Refused(404, "USERNAME_NOT_FOUND");
    }

    [Fact]
    public async Task A_password_is_neither_answered_nor_kept()
    {
        var owner = host.Owner();
        var users = $"/groups/{await Demo.NewGroupAsync(owner)}/databaseUsers";

        var answers = (await owner.PostAsync(users, User("secretive"))).Ok(201).Text + (await owner.GetAsync(users)).Ok().Text;

        Assert.DoesNotContain("password", answers, StringComparison.OrdinalIgnoreCase);
        await using var database = await host
            .Services.GetRequiredService<IDbContextFactory<PortalDbContext>>()
            .CreateDbContextAsync(TestContext.Current.CancellationToken);
        var kept = await database.ProjectDocuments.Select(row => row.Json).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Contains(kept, json => json.Contains("secretive", StringComparison.Ordinal));
        Assert.DoesNotContain(kept, json => json.Contains(Password, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"databaseName":"admin","username":"app","roles":[]}""")]
    [InlineData("""{"databaseName":"admin","username":"app","password":"short"}""")]
    [InlineData("""{"databaseName":"admin","username":"app","x509Type":"MANAGED"}""")]
    [InlineData("""{"databaseName":"$external","username":"app","password":"correct-horse-battery"}""")]
    [InlineData("""{"databaseName":"admin","username":"app\n","password":"correct-horse-battery"}""")]
    public async Task What_is_no_user_is_refused(string body)
    {
        (await host.Owner().PostAsync($"/groups/{Demo.Analytics}/databaseUsers", body)).Refused(400, "INVALID_ATTRIBUTE");
    }

    private static object User(string username) =>
        new
        {
            databaseName = "admin",
            username,
            password = Password,
            roles = new[] { new { roleName = "readWriteAnyDatabase", databaseName = "admin" } },
        };
}
