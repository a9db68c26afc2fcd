using Atlas.KmsPortal.Components.Advanced;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Tests.Components.Advanced;

public sealed class AdvancedViewTests
{
    private const string NotOwner = "Only Project Owners can change this.";

    private static ProjectSnapshot Bare => A.Project(A.Cluster("ledger", "US_EAST_2"));

    private static ProjectSnapshot Saved => Bare.WithVault();

    private static ProjectSnapshot InUse =>
        A.Project(A.Cluster("ledger", "US_EAST_2").UsingKey()).WithVault(requirePrivateNetworking: true);

    public static TheoryData<ProjectSnapshot, ProjectRole, string?, string?> Locks =>
        new()
        {
            { Bare, ProjectRole.Owner, null, null },
            { Saved, ProjectRole.Owner, null, null },
            { Saved, ProjectRole.ReadOnly, NotOwner, NotOwner },
            { Saved with { State = ProjectState.Inactive }, ProjectRole.Owner, "The project is INACTIVE.", "The project is INACTIVE." },
            { InUse, ProjectRole.Owner, null, "Clusters still use the key. The take-down assistant leads through it." },
            {
                InUse.WithEndpoints(("US_EAST_2", EndpointStatus.Deleting)),
                ProjectRole.Owner,
                null,
                "Private endpoints exist. The take-down assistant leads through it."
            },
            {
                Bare.WithVault(key: KeyState.Invalid),
                ProjectRole.Owner,
                null,
                "The key is invalid. The take-down assistant leads through it."
            },
        };

    [Theory]
    [MemberData(nameof(Locks))]
    public void What_cannot_be_changed_says_why(ProjectSnapshot project, ProjectRole role, string? fields, string? section)
    {
        var view = AdvancedView.Of(project, role, Fresh(project), SaveAttempt.None, A.Now);

        Assert.Equal((fields, section), (view.FieldLock, view.SectionLock));
    }

    [Fact]
    public void Nothing_changed_is_nothing_to_save_and_nothing_wrong()
    {
        var view = Of(Saved, Fresh(Saved), SaveAttempt.None with { Pressed = true });

        Assert.Empty(view.ChangeLines);
        Assert.Empty(view.Blocking);
        Assert.Empty(view.Plan.Steps);
        Assert.False(view.IsStopped);
    }

    [Fact]
    public void Each_change_is_a_line_and_a_secret_is_named_only()
    {
        var view = Of(Saved, Fresh(Saved) with { SearchNodes = true, Secret = "s3cret" }, SaveAttempt.None);

        Assert.Equal(["Secret", "Search Nodes: Off to On"], view.ChangeLines);
        Assert.Equal("s3cret", view.Change.AzureKeyVault!.Secret);
        Assert.Empty(view.Blocking);
    }

    [Theory]
    [InlineData(false, null, false, false)]
    [InlineData(false, "azureKeyVault.clientID", false, true)]
    [InlineData(false, "azureKeyVault.tenantID", false, false)]
    [InlineData(true, null, true, true)]
    public void A_field_is_wrong_once_it_was_left_or_Save_was_pressed(bool pressed, string? left, bool isStopped, bool isSaid)
    {
        var attempt = SaveAttempt.None with { Pressed = pressed, Touched = left is null ? [] : [left] };

        var view = Of(Saved, Fresh(Saved) with { ClientId = "nobody" }, attempt);

        Assert.NotEmpty(view.Blocking);
        Assert.Equal(isStopped, view.IsStopped);
        Assert.Equal(isSaid, view.ProblemOf("azureKeyVault.clientID") is not null);
        Assert.Null(view.ProblemOf("azureKeyVault.tenantID"));
        Assert.Empty(view.Listed);
    }

    [Fact]
    public void A_conflict_stops_saving_whatever_was_pressed()
    {
        var theirs = new FieldChange("enabledForSearchNodes", "Search Nodes", "Off", "On");

        Assert.True(Of(Saved, Fresh(Saved), SaveAttempt.None with { Conflict = [theirs] }).IsStopped);
    }

    [Fact]
    public void What_is_missing_for_private_networking_stands_at_the_switch_and_nowhere_else()
    {
        var project = Saved with { AzureNetworkRegistered = false };

        var view = Of(project, Fresh(project) with { RequirePrivateNetworking = true }, SaveAttempt.None with { Pressed = true });

        Assert.Equal("Microsoft.Network is not registered", Assert.Single(view.Prerequisites).Title);
        Assert.Empty(view.Listed);
        Assert.True(view.IsStopped);
    }

    [Fact]
    public void What_is_missing_is_not_asked_for_while_the_switch_stays()
    {
        var project = Saved with { AzureNetworkRegistered = false, Clusters = [A.MultiCloud("lake")] };

        Assert.Empty(Of(project, Fresh(project), SaveAttempt.None).Prerequisites);
        Assert.Empty(Of(project, Fresh(project), SaveAttempt.None).Warnings);
        var warning = Assert.Single(Of(project, Fresh(project) with { RequirePrivateNetworking = true }, SaveAttempt.None).Warnings);
        Assert.Equal("lake will be disabled", warning.Title);
    }

    [Fact]
    public void What_Atlas_refuses_is_listed_unless_it_is_about_a_field()
    {
        var whole = PrivateNetworkingRules.NotEnabled(CloudProvider.Azure);
        var field = new Blocker("INVALID_ATTRIBUTE", "Wrong", "Wrong vault.", "azureKeyVault.keyVaultName");

        var view = Of(Saved, Fresh(Saved), SaveAttempt.None with { Pressed = true, Refused = [whole, field] });

        Assert.Equal([whole], view.Listed);
        Assert.Equal("Wrong vault.", view.ProblemOf("azureKeyVault.keyVaultName")?.Message);
    }

    [Fact]
    public void Turning_private_networking_off_names_the_clusters_that_go_back_to_the_public_network()
    {
        var view = Of(InUse, Fresh(InUse) with { RequirePrivateNetworking = false }, SaveAttempt.None);

        Assert.Equal(["ledger"], view.Plan.Affected);
        Assert.Equal(["Require Private Networking: On to Off"], view.ChangeLines);
    }

    [Fact]
    public void A_way_out_that_leads_to_this_very_page_is_none()
    {
        var view = Of(Bare, Fresh(Bare), SaveAttempt.None);

        var check = Assert.Single(view.Checks, check => check.Title == "Azure Key Vault is not configured");
        Assert.Null(check.Remedy);
        Assert.DoesNotContain(view.Checks, other => other.Remedy is { Target: PortalPage.Advanced });
    }

    [Fact]
    public void The_key_that_is_saved_tells_its_age()
    {
        Assert.Equal("10 days old; Atlas reminds you at 90.", Of(Saved, Fresh(Saved), SaveAttempt.None).KeyFacts);
        Assert.Equal("", Of(Bare, Fresh(Bare), SaveAttempt.None).KeyFacts);
    }

    private static AdvancedForm Fresh(ProjectSnapshot project) => AdvancedForm.From(project, AdvancedForm.DefaultProvider(project));

    private static AdvancedView Of(ProjectSnapshot project, AdvancedForm form, SaveAttempt attempt) =>
        AdvancedView.Of(project, ProjectRole.Owner, form, attempt, A.Now);
}
