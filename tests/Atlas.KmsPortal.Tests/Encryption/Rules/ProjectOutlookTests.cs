using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Tests.Encryption.Rules;

public sealed class ProjectOutlookTests
{
    [Theory]
    [InlineData(EndpointStatus.Initiating, "Approve the new endpoint in US_EAST_2 once it is PENDING APPROVAL")]
    [InlineData(EndpointStatus.PendingAcceptance, "Approve the endpoint in US_EAST_2")]
    public void A_rejected_endpoint_is_the_owner_s_turn_until_its_replacement_is_approved(EndpointStatus replacement, string title)
    {
        var step = Assert.Single(Of(Recreated(replacement)).NextSteps);

        Assert.Equal(Urgency.YourTurn, step.Urgency);
        Assert.Equal(title, step.Title);
    }

    [Fact]
    public void The_reason_is_told()
    {
        var step = Assert.Single(Of(Recreated(EndpointStatus.Initiating)).NextSteps);

        Assert.Equal("Atlas says: private endpoint was rejected. It is creating a replacement.", step.Message);
    }

    [Fact]
    public void Whoever_may_only_look_is_not_asked()
    {
        Assert.Empty(ProjectOutlook.Of(Recreated(EndpointStatus.Initiating), ProjectRole.ReadOnly, A.Now).NextSteps);
    }

    [Fact]
    public void Once_the_replacement_is_active_nothing_is_left_to_do()
    {
        Assert.Empty(Of(Recreated(EndpointStatus.Active)).NextSteps);
    }

    [Fact]
    public void A_project_of_small_tiers_only_is_told_what_its_own_key_needs()
    {
        var small = A.Cluster("sandbox", "US_EAST_2");
        var project = A.Project(small with { Spec = small.Spec with { Tier = "M0" } });

        var step = Assert.Single(Of(project).NextSteps);

        Assert.Equal((Urgency.Advice, "Your own key needs M10 or larger"), (step.Urgency, step.Title));
        Assert.StartsWith("sandbox M0: ", step.Message, StringComparison.Ordinal);
        Assert.Equal(PortalPage.Clusters, step.Remedy?.Target);
    }

    [Theory]
    [InlineData(1, "Approve the endpoint in US_EAST_2", "Approve the endpoint", "It has waited")]
    [InlineData(3, "Approve 3 endpoints", "Approve 3 endpoints", "US_EAST_2, US_CENTRAL and EUROPE_WEST have waited")]
    [InlineData(5, "Approve 5 endpoints", "Approve 5 endpoints", "US_EAST_2, US_CENTRAL, EUROPE_WEST and 2 more have waited")]
    public void All_that_wait_for_approval_are_one_step(int waiting, string title, string button, string message)
    {
        string[] regions = ["US_EAST_2", "US_CENTRAL", "EUROPE_WEST", "EUROPE_NORTH", "UK_SOUTH"];
        var project = A.Project(A.Cluster("ledger", "US_EAST_2").UsingKey())
            .WithVault(requirePrivateNetworking: true)
            .WithEndpoints([.. regions.Take(waiting).Select(region => (region, EndpointStatus.PendingAcceptance))]);

        var step = Assert.Single(Of(project).NextSteps);

        Assert.Equal((title, button, PortalPage.Approve), (step.Title, step.Remedy?.Label, step.Remedy?.Target));
        Assert.StartsWith(message, step.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "The endpoint in US_EAST_2 failed")]
    [InlineData(2, "2 endpoints failed")]
    public void All_that_failed_are_one_step(int failed, string title)
    {
        string[] regions = ["US_EAST_2", "US_CENTRAL"];
        var project = A.Project(A.Cluster("ledger", "US_EAST_2").UsingKey())
            .WithVault(requirePrivateNetworking: true)
            .WithEndpoints([.. regions.Take(failed).Select(region => (region, EndpointStatus.Failed))]);

        Assert.Equal(title, Assert.Single(Of(project).NextSteps, step => step.Urgency is Urgency.Trouble).Title);
    }

    [Theory]
    [InlineData(KeyState.Unreachable, null, "Check the vault")]
    [InlineData(KeyState.Invalid, "INVALID_AZURE_CREDENTIALS", "Replace the secret")]
    [InlineData(KeyState.Invalid, "AZURE_KEY_VAULT_KEY_NOT_ENABLED", "Restore the key")]
    public void The_button_says_what_brings_the_key_back(KeyState state, string? code, string label)
    {
        var project = A.Project().WithVault();
        var vault = project.Encryption.AzureKeyVault with { Health = new(state, A.Now, code, "Atlas says no.") };

        var step = Of(project with { Encryption = project.Encryption.With(vault) }).NextSteps[0];

        Assert.Equal(label, step.Remedy?.Label);
    }

    [Fact]
    public void Once_the_key_works_the_next_step_is_what_it_was_all_for()
    {
        var project = A.Project(A.Cluster("ledger", "US_EAST_2")).WithVault();

        Assert.Equal("No cluster is encrypted with your key yet", Assert.Single(Of(project).NextSteps).Title);
        Assert.Empty(Of(A.Project(A.Cluster("ledger", "US_EAST_2").UsingKey()).WithVault()).NextSteps);
        Assert.Empty(Of(A.Project().WithVault()).NextSteps);
    }

    [Theory]
    [InlineData(ProjectState.Active, true)]
    [InlineData(ProjectState.Inactive, false)]
    public void Where_nothing_can_be_filled_in_nobody_is_sent(ProjectState state, bool sent)
    {
        var checks = Preflight.Of(A.Project() with { State = state }, ProjectRole.Owner, CloudProvider.Azure, A.Now);

        var check = checks.Single(check => check.Title == "Azure Key Vault is not configured");
        Assert.Equal(sent, check.Remedy is not null);
    }

    private static ProjectOutlook Of(ProjectSnapshot project) => ProjectOutlook.Of(project, ProjectRole.Owner, A.Now);

    private static ProjectSnapshot Recreated(EndpointStatus replacement)
    {
        var old = A.Endpoint("US_EAST_2", EndpointStatus.PendingRecreation) with { ErrorMessage = "private endpoint was rejected" };
        var next = A.Endpoint("US_EAST_2", replacement, 1) with { ReplacesId = old.Id };
        return A.Project(A.Cluster("ledger", "US_EAST_2").UsingKey()).WithVault(requirePrivateNetworking: true) with
        {
            Endpoints = [old, next],
        };
    }
}
