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

    private static ProjectOutlook Of(ProjectSnapshot project) => ProjectOutlook.Of(project, ProjectRole.Owner, A.Now);

    private static ProjectSnapshot Recreated(EndpointStatus replacement)
    {
        var old = A.Endpoint("US_EAST_2", EndpointStatus.PendingRecreation) with { ErrorMessage = "private endpoint was rejected" };
        var next = A.Endpoint("US_EAST_2", replacement, 1) with { ReplacesId = old.Id };
        return A.Project(A.Cluster("ledger", "US_EAST_2")).WithVault(requirePrivateNetworking: true) with { Endpoints = [old, next] };
    }
}
