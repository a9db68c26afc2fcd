using Atlas.KmsPortal.Components.Advanced;
using Atlas.KmsPortal.Encryption;
using Bunit;

namespace Atlas.KmsPortal.Tests.Components.Advanced;

public sealed class PrivateNetworkingSectionTests : ComponentTest
{
    private static ProjectSnapshot Project => A.Project(A.Cluster("ledger", "US_EAST_2")).WithVault();

    private static ProjectSnapshot Required => A.Project(A.Cluster("ledger", "US_EAST_2")).WithVault(requirePrivateNetworking: true);

    private readonly List<Remedy> _mended = [];

    [Fact]
    public void An_owner_may_move_the_switch()
    {
        bool? moved = null;

        var section = Section(Project, changed: value => moved = value);
        Assert.False(section.Find("[role=switch]").HasAttribute("aria-disabled"));
        section.Find("[role=switch]").Change(true);

        Assert.True(moved);
    }

    [Fact]
    public void Whoever_may_only_look_learns_why_it_is_locked()
    {
        Assert.Equal("Only Project Owners can change this.", LockOf(Section(Project, isOwner: false)));
    }

    [Fact]
    public void An_inactive_project_locks_it()
    {
        Assert.Contains("INACTIVE", LockOf(Section(Project with { State = ProjectState.Inactive })), StringComparison.Ordinal);
    }

    [Fact]
    public void Endpoints_hold_it_on()
    {
        var project = Required.WithEndpoints(("US_EAST_2", EndpointStatus.Active), ("US_CENTRAL", EndpointStatus.PendingAcceptance));

        var reason = LockOf(Section(project, value: true));

        Assert.Equal("1 endpoint active of 2. Private endpoints exist, so it cannot be switched off.", reason);
    }

    [Fact]
    public void What_is_missing_is_listed_with_its_way_out()
    {
        var missing = PrivateNetworkingRules.NetworkNotRegistered("a39012fb-d604-4cd1-8841-77f705f3e6d5");
        var field = new Blocker(
            "MISSING",
            "The key is not saved",
            "Fill in the key.",
            Remedy: new(RemedyKind.Field, "Go to the key", "keyIdentifier")
        );

        var section = Section(Project, value: true, prerequisites: [missing, field]);

        Assert.Contains("Resolve 2 issues to require private networking", section.Said(), StringComparison.Ordinal);
        section.Button("Go to the key").Click();
        Assert.Equal("keyIdentifier", Assert.Single(_mended).Target);
        Assert.Contains(
            section.FindAll("[data-copy]"),
            button => button.GetAttribute("data-copy")!.StartsWith("az provider register", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_multi_cloud_cluster_is_warned_about_by_name()
    {
        var project = A.Project(A.MultiCloud("lake")).WithVault();

        var section = Section(project, value: true, warnings: PrivateNetworkingRules.Warnings(project));

        Assert.Contains("lake will be disabled", section.Find(".banner--turn").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Set_up_comes_after_saving_and_before_the_first_endpoint()
    {
        Assert.Empty(Section(Project, value: true).FindAll("a"));
        Assert.Equal("set-up", Section(Required, value: true).Link("Set up").GetAttribute("href"));
        Assert.Empty(Section(Required, value: true, isOwner: false).FindAll("a"));
    }

    [Fact]
    public void Manage_comes_with_the_first_endpoint()
    {
        var waiting = Section(Required.WithEndpoints(("US_EAST_2", EndpointStatus.PendingAcceptance)), value: true);
        Assert.Equal("manage", waiting.Link("Manage").GetAttribute("href"));
        Assert.Equal("approve", waiting.Link("Approve Endpoints").GetAttribute("href"));
        Assert.Equal("Inactive", waiting.Find(".badge").TextContent.Trim());

        var active = Section(Required.WithEndpoints(("US_EAST_2", EndpointStatus.Active)), value: true);
        Assert.Equal("Manage", Assert.Single(active.FindAll("a")).TextContent);
        Assert.Equal("Active", active.Find(".badge").TextContent.Trim());
    }

    private static string LockOf(IRenderedComponent<PrivateNetworkingSection> section)
    {
        var input = section.Find("[role=switch]");
        Assert.Equal("true", input.GetAttribute("aria-disabled"));
        return section.DescriptionOf(input);
    }

    private IRenderedComponent<PrivateNetworkingSection> Section(
        ProjectSnapshot project,
        bool value = false,
        bool isOwner = true,
        IReadOnlyList<Blocker>? prerequisites = null,
        IReadOnlyList<Blocker>? warnings = null,
        Action<bool>? changed = null
    ) =>
        Render<PrivateNetworkingSection>(parameters =>
            parameters
                .Add(section => section.Value, value)
                .Add(section => section.ValueChanged, changed ?? (_ => { }))
                .Add(section => section.Project, project)
                .Add(section => section.Provider, CloudProvider.Azure)
                .Add(section => section.IsOwner, isOwner)
                .Add(section => section.Prerequisites, prerequisites ?? [])
                .Add(section => section.Warnings, warnings ?? [])
                .Add(section => section.OnRemedy, _mended.Add)
                .Add(section => section.SetUpAddress, "set-up")
                .Add(section => section.ManageAddress, "manage")
                .Add(section => section.ApproveAddress, "approve")
        );
}
