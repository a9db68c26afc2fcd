using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Encryption;
using Atlas.KmsPortal.Simulator;
using Atlas.KmsPortal.Tests.Budgets;
using Microsoft.EntityFrameworkCore;

namespace Atlas.KmsPortal.Tests.Simulator.Store;

public sealed class ProjectDirectoryTests
{
    private const int Fleet = 10_000;
    private static readonly ProjectRoles s_everything = ProjectRoles.None with { OwnsEverything = true };

    [Fact]
    public async Task The_most_urgent_come_first_and_equals_by_name()
    {
        await using var world = await SimulatorWorld.CreateAsync();
        await world.SaveAsync(new() { RequirePrivateNetworking = true }, DemoWorld.Payments);

        var found = await FindAsync(world, s_everything);

        Assert.Equal(6, found.Found);
        Assert.Equal("payments", found.Projects[0].Name);
        Assert.Equal(Ranked(found.Projects), found.Projects.Select(project => project.Name));
    }

    [Theory]
    [InlineData("PAY ledger", ProjectStates.None, "payments")]
    [InlineData("us_central vault", ProjectStates.None, "payments")]
    [InlineData("mrk-4f1c2d3e", ProjectStates.None, "ledger-aws")]
    [InlineData("nowhere", ProjectStates.None, null)]
    [InlineData("", ProjectStates.YourTurn, "payments")]
    [InlineData("retail", ProjectStates.UsesOwnKey, null)]
    public async Task A_search_and_a_state_leave_out_what_is_not_like_them(string search, ProjectStates state, string? name)
    {
        await using var world = await SimulatorWorld.CreateAsync();
        await world.SaveAsync(new() { RequirePrivateNetworking = true }, DemoWorld.Payments);

        var found = await world.Get<IProjectDirectory>().FindAsync(new(s_everything, search, state, 0, 25), default);

        Assert.Equal(name is null ? [] : [name], found.Projects.Select(project => project.Name));
        Assert.Equal((name is null ? 0 : 1, 6), (found.Found, found.Counts[ProjectStates.None]));
    }

    [Fact]
    public async Task Nobody_finds_or_counts_what_is_not_theirs()
    {
        await using var world = await SimulatorWorld.CreateAsync();
        await world.SaveAsync(new() { RequirePrivateNetworking = true }, DemoWorld.Payments);
        var reader = ProjectRoles.None with { ReadableIds = new HashSet<string> { DemoWorld.Payments } };

        var nothing = await FindAsync(world, ProjectRoles.None);
        var one = await FindAsync(world, reader);
        var organization = await FindAsync(world, ProjectRoles.None with { OwnedIds = new HashSet<string> { DemoWorld.Organization } });

        Assert.Equal((0, 0), (nothing.Found, nothing.Counts[ProjectStates.None]));
        Assert.Equal((1, 1), (one.Found, one.Counts[ProjectStates.None]));
        // That private networking still has to be set up is an owner's turn.
        Assert.Equal((0, 1), (one.Counts[ProjectStates.YourTurn], organization.Counts[ProjectStates.YourTurn]));
        Assert.Equal(6, organization.Found);
    }

    [Fact]
    public async Task A_listing_follows_names_waiting_endpoints_and_deletion()
    {
        await using var world = await SimulatorWorld.CreateAsync();
        var projects = world.Get<SimulatedProjects>();
        var made = await projects.CreateAsync(DemoWorld.Organization, "newcomer", SimulatorWorld.Owner, default);
        await projects.RenameAsync(made, "renamed", SimulatorWorld.Owner, default);
        Assert.Contains(await ListAsync(world), listed => listed is { Name: "renamed", Waiting: 0 });

        await world.SaveAsync(new() { RequirePrivateNetworking = true }, DemoWorld.Payments);
        await world.Endpoints.CreateAsync(DemoWorld.Payments, CloudProvider.Azure, "UK_SOUTH", SimulatorWorld.Owner, default);
        await world.PassAsync(10);
        await projects.DeleteAsync(made, SimulatorWorld.Owner, default);

        Assert.DoesNotContain(await ListAsync(world), listed => listed.Id == made);
        Assert.Contains(await ListAsync(world), listed => listed is { Name: "payments", Waiting: 1 });
        Assert.Equal(6, (await FindAsync(world, s_everything)).Found);
    }

    [Fact]
    public async Task Among_ten_thousand_a_page_costs_what_it_shows()
    {
        await using var world = await SimulatorWorld.CreateAsync();
        await FillAsync(world);
        world.Sql.Reset();

        var first = await FindAsync(world, s_everything);
        var counts = world.Sql.Counts;
        await FindAsync(world, s_everything);
        Assert.Equal(counts, world.Sql.Counts);
        var last = await world.Get<IProjectDirectory>().FindAsync(new(s_everything, null, ProjectStates.None, Fleet, 25), default);
        var other = await world.Get<IProjectDirectory>().FindAsync(new(s_everything, "fleet-07777", ProjectStates.None, 0, 25), default);

        // How many there are, which are on the page, and those.
        Assert.Equal((3, 0), counts);
        Assert.Equal((25, Fleet + 6), (first.Projects.Count, first.Found));
        Assert.Equal(6, last.Projects.Count);
        Assert.Equal(["fleet-07777"], other.Projects.Select(project => project.Name));
    }

    [Fact]
    public async Task The_order_of_a_page_is_kept_in_an_index()
    {
        await using var world = await SimulatorWorld.CreateAsync();
        ProjectRoles[] same =
        [
            s_everything,
            ProjectRoles.None with
            {
                OwnedIds = new HashSet<string> { DemoWorld.Organization },
            },
            ProjectRoles.None with
            {
                ReadableIds = new HashSet<string> { DemoWorld.Organization },
            },
        ];
        foreach (var roles in same)
        {
            world.Sql.Reset();
            await FindAsync(world, roles);

            var ranked = world.Sql.Sent.Where(sql =>
                sql.Contains("Rank", StringComparison.Ordinal) && sql.Contains("LIMIT", StringComparison.Ordinal)
            );
            var plan = await QueryPlan.StepsAsync(world.Get<IDbContextFactory<PortalDbContext>>(), ranked);
            Assert.Contains(
                plan,
                step =>
                    step.Contains("USING INDEX IX_ProjectListings_", StringComparison.Ordinal)
                    || step.Contains("COVERING INDEX IX_ProjectListings_", StringComparison.Ordinal)
            );
            Assert.DoesNotContain(plan, step => step.Contains("ORDER BY", StringComparison.Ordinal));
        }
    }

    private static async Task<IReadOnlyList<ListedProject>> ListAsync(SimulatorWorld world) =>
        await world.Get<IProjectDirectory>().ListAsync(default);

    private static Task<FoundProjects> FindAsync(SimulatorWorld world, ProjectRoles roles) =>
        world.Get<IProjectDirectory>().FindAsync(new(roles, Search: null, ProjectStates.None, 0, 25), default);

    private static IEnumerable<string> Ranked(IEnumerable<ProjectSnapshot> projects) =>
        projects
            .Select(project => ProjectListing.Of(project, A.Now))
            .OrderBy(listing => listing.OwnerRank)
            .ThenBy(listing => listing.Name, StringComparer.OrdinalIgnoreCase)
            .Select(listing => listing.Name);

    private static Task FillAsync(SimulatorWorld world) =>
        world
            .Get<SimulatorStore>()
            .WriteAsync(
                Actor.Atlas,
                async step =>
                {
                    // By SQL: the point is that there are many, not how they were made.
                    await step.Db.Database.ExecuteSqlAsync(
                        $"""
                        WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {Fleet - 1})
                        INSERT INTO "Projects" ("Id", "OrganizationId", "Name", "State", "Created", "Version", "AzureKeyVault", "AwsKms", "GoogleCloudKms", "EnabledForSearchNodes", "KeyAgeAlertDays")
                        SELECT printf('65f0000000000000000%05d', i), "OrganizationId", printf('fleet-%05d', i), "State", "Created", 1, "AzureKeyVault", "AwsKms", "GoogleCloudKms", 0, 90
                        FROM n JOIN "Projects" p ON p."Id" = {DemoWorld.Archive}
                        """
                    );
                    await Listings.MakeMissingAsync(step, default);
                },
                default
            );
}
