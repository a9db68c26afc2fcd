using Atlas.KmsPortal.Encryption;
using Microsoft.Extensions.Logging.Abstractions;

namespace Atlas.KmsPortal.Tests.Encryption.State;

public sealed class EncryptionStateTests
{
    private static readonly HashSet<string> s_both = ["US_EAST_2", "US_WEST"];
    private readonly ProjectWatch _watch = new(TimeProvider.System, NullLogger<ProjectWatch>.Instance);

    [Fact]
    public async Task Continue_makes_one_endpoint_a_region_and_pressing_twice_makes_no_more()
    {
        var (atlas, state) = await OpenAsync(Required());

        var first = await state.CreateEndpointsAsync(CloudProvider.Azure, s_both, default);
        var second = await state.CreateEndpointsAsync(CloudProvider.Azure, s_both, default);

        Assert.True(first.Succeeded && second.Succeeded);
        Assert.Equal(["create US_EAST_2, US_WEST", "create US_EAST_2, US_WEST"], atlas.Asked);
        Assert.Equal(2, atlas.Project.Endpoints.Count);
    }

    [Fact]
    public async Task Continue_is_refused_while_a_region_of_a_multi_region_cluster_is_missing()
    {
        var (atlas, state) = await OpenAsync(Required());

        var outcome = await state.CreateEndpointsAsync(CloudProvider.Azure, new HashSet<string> { "US_EAST_2" }, default);

        Assert.Equal("US_WEST is missing", Assert.Single(outcome.Blockers).Title);
        Assert.Empty(atlas.Asked);
    }

    [Fact]
    public async Task Try_again_puts_a_new_endpoint_in_the_place_of_the_failed_one()
    {
        var (atlas, state) = await OpenAsync(Required().WithEndpoints(("US_EAST_2", EndpointStatus.Failed)));

        await state.RetryEndpointAsync(state.Project!.Endpoints[0], default);

        Assert.Equal(["create US_EAST_2"], atlas.Asked);
    }

    public static TheoryData<string> Commands => ["save", "create", "remove", "cluster", "role", "validate", "alert"];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_read_only_member_is_refused_every_command(string command)
    {
        var (atlas, state) = await OpenAsync(Required().WithEndpoints(("US_EAST_2", EndpointStatus.Active)), ProjectRole.ReadOnly);

        var outcome = command switch
        {
            "save" => await state.SaveAsync(new(EnabledForSearchNodes: true), Required(), default),
            "create" => await state.CreateEndpointsAsync(CloudProvider.Azure, s_both, default),
            "remove" => await state.RemoveEndpointWhenPossibleAsync(A.Endpoint("US_EAST_2", EndpointStatus.Active), default),
            "cluster" => await state.UpdateClusterAsync(A.Cluster("orders", "US_WEST"), A.Spec("US_EAST_2"), default),
            "role" => await state.CreateRoleAsync(new(CloudProvider.Azure), default),
            "validate" => await state.ValidateKeysAsync(default),
            _ => await state.SetKeyAgeAlertAsync(30, default),
        };

        Assert.Equal("ACCESS_FORBIDDEN", Assert.Single(outcome.Blockers).Code);
        Assert.Empty(atlas.Asked);
    }

    [Fact]
    public async Task A_read_only_member_sees_the_configuration_but_no_endpoints()
    {
        var (_, state) = await OpenAsync(Required().WithEndpoints(("US_EAST_2", EndpointStatus.Active)), ProjectRole.ReadOnly);

        Assert.True(state.Project!.Encryption.AzureKeyVault.Enabled);
        Assert.Empty(state.Project.Endpoints);
        Assert.Empty((await state.VisibleProjectsAsync(default))[0].Project.Endpoints);
    }

    [Fact]
    public async Task A_stranger_is_told_the_same_as_where_there_is_no_project()
    {
        var (_, state) = await OpenAsync(Required(), ProjectRole.None);

        Assert.Null(state.Project);
        Assert.False(await state.OpenAsync("65a000000000000000000099", default));
    }

    [Fact]
    public async Task A_role_that_is_taken_away_works_at_once()
    {
        var atlas = new FakeAtlasClient(Required());
        var access = new FakeAccess(ProjectRole.Owner);
        var state = new EncryptionState(atlas, access, _watch);
        await state.OpenAsync(atlas.Project.Id, default);

        access.Role = ProjectRole.ReadOnly;

        Assert.False((await state.ValidateKeysAsync(default)).Succeeded);
    }

    [Fact]
    public async Task The_loser_of_a_race_sees_what_the_other_changed()
    {
        var (atlas, state) = await OpenAsync(A.Project().WithVault());
        var seen = state.Project!;
        var theirs = A.Vault() with { KeyVaultName = "their-vault" };
        atlas.Project = seen with { Version = 2, Encryption = seen.Encryption.With(theirs) };
        atlas.Refusal = new ConcurrentChangeException();

        var outcome = await state.SaveAsync(new(EnabledForSearchNodes: true), seen, default);

        Assert.Equal("Key Vault Name: acme-vault to their-vault", Assert.Single(outcome.Conflict!).ToString());
    }

    [Fact]
    public async Task What_is_certain_to_fail_later_is_refused_before()
    {
        var (atlas, state) = await OpenAsync(A.Project().WithVault() with { AzureNetworkRegistered = false });

        var outcome = await state.SaveAsync(new(AzureKeyVault: new() { RequirePrivateNetworking = true }), state.Project!, default);

        Assert.Equal("MICROSOFT_NETWORK_NOT_REGISTERED", Assert.Single(outcome.Blockers).Code);
        Assert.Empty(atlas.Asked);
    }

    [Fact]
    public async Task A_change_is_told_to_whoever_looks_until_they_leave()
    {
        var (atlas, state) = await OpenAsync(A.Project());
        var told = new SemaphoreSlim(0);
        var subscription = state.OnChange(() =>
        {
            told.Release();
            return Task.CompletedTask;
        });
        atlas.Project = atlas.Project with { Name = "renamed" };

        _watch.Changed([atlas.Project.Id]);

        Assert.True(await told.WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.Equal("renamed", state.Project!.Name);
        subscription.Dispose();
        _watch.Changed([atlas.Project.Id]);
        Assert.Equal(0, told.CurrentCount);
    }

    [Fact]
    public async Task A_refresh_that_answers_late_does_not_bring_back_what_was()
    {
        var atlas = new FakeAtlasClient(A.Project());
        var state = new EncryptionState(atlas, new FakeAccess(ProjectRole.Owner), _watch);
        await state.OpenAsync(atlas.Project.Id, default);
        var late = new TaskCompletionSource<ProjectSnapshot?>();
        atlas.NextFound = late.Task;

        var slow = state.RefreshAsync(default);
        atlas.Project = atlas.Project with { Name = "renamed" };
        await state.RefreshAsync(default);
        late.SetResult(A.Project());
        await slow;

        Assert.Equal("renamed", state.Project!.Name);
    }

    private static ProjectSnapshot Required() =>
        A.Project(A.Cluster("orders", "US_EAST_2", "US_WEST")).WithVault(requirePrivateNetworking: true);

    private async Task<(FakeAtlasClient Atlas, EncryptionState State)> OpenAsync(
        ProjectSnapshot project,
        ProjectRole role = ProjectRole.Owner
    )
    {
        var atlas = new FakeAtlasClient(project);
        var state = new EncryptionState(atlas, new FakeAccess(role), _watch);
        await state.OpenAsync(project.Id, default);
        return (atlas, state);
    }
}
