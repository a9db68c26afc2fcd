using Atlas.KmsPortal.Components.Frame;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Tests.Components;

/// <summary>What a screen reader is told of a change, sentence for sentence.</summary>
public sealed class AnnouncementsTests
{
    private static readonly Cluster s_ledger = A.Cluster("ledger", "US_EAST_2", "US_CENTRAL");

    public static TheoryData<string, EndpointStatus[], EndpointStatus[], string[]> OfEndpoints =>
        new()
        {
            { "created", [], [EndpointStatus.Initiating], ["REGION_0 is being created."] },
            { "one waits", [EndpointStatus.Initiating], [EndpointStatus.PendingAcceptance], ["REGION_0: pending approval."] },
            {
                "two wait",
                [EndpointStatus.Initiating, EndpointStatus.Initiating],
                [EndpointStatus.PendingAcceptance, EndpointStatus.PendingAcceptance],
                ["2 endpoints pending approval."]
            },
            {
                "one of two is active",
                [EndpointStatus.PendingAcceptance, EndpointStatus.PendingAcceptance],
                [EndpointStatus.Active, EndpointStatus.PendingAcceptance],
                ["REGION_0 is active. 1 of 2 regions active."]
            },
            { "failed", [EndpointStatus.Initiating], [EndpointStatus.Failed], ["! REGION_0 failed: quota."] },
            { "deleting", [EndpointStatus.Active], [EndpointStatus.Deleting], ["REGION_0 is being deleted."] },
            { "gone", [EndpointStatus.Deleting], [], ["REGION_0 was deleted."] },
            {
                "rejected",
                [EndpointStatus.Active],
                [EndpointStatus.PendingRecreation, EndpointStatus.Initiating],
                ["REGION_0 was rejected or removed in Azure. Atlas is creating a replacement.", "REGION_1 is being created."]
            },
            { "nothing", [EndpointStatus.Active], [EndpointStatus.Active], [] },
        };

    [Theory]
    [MemberData(nameof(OfEndpoints))]
    public void A_change_of_endpoints_is_one_sentence_per_kind(string what, EndpointStatus[] before, EndpointStatus[] after, string[] told)
    {
        Assert.NotEmpty(what);
        Assert.Equal(told, Told(Project(before), Project(after)));
    }

    [Fact]
    public void A_shut_down_cluster_interrupts_and_its_return_does_not()
    {
        var up = A.Project(s_ledger);
        var down = A.Project(s_ledger with { Shutdown = ShutdownReason.KeyInvalid });

        Assert.Equal(["! ledger was shut down: the key is invalid."], Told(up, down));
        Assert.Equal(["ledger is running again."], Told(down, up));
    }

    [Fact]
    public void Encrypted_is_said_when_the_re_encryption_has_ended()
    {
        var mine = s_ledger with { Spec = s_ledger.Spec with { KeyProvider = CloudProvider.Azure } };
        var moving = mine with { AppliedSpec = s_ledger.Spec, State = ClusterState.Updating };

        Assert.Empty(Told(A.Project(s_ledger), A.Project(moving)));
        Assert.Equal(["ledger is encrypted with your key."], Told(A.Project(moving), A.Project(mine)));
    }

    private static IEnumerable<string> Told(ProjectSnapshot before, ProjectSnapshot after) =>
        Announcements
            .Between(before, after)
            .Select(announcement => (announcement.Politeness is Politeness.Assertive ? "! " : "") + announcement.Sentence);

    private static ProjectSnapshot Project(EndpointStatus[] statuses) =>
        A.Project(s_ledger) with
        {
            Endpoints = [.. statuses.Select((status, index) => Endpoint(index, status))],
        };

    private static PrivateEndpoint Endpoint(int index, EndpointStatus status) =>
        new(
            $"65a0000000000000000000e{index}",
            CloudProvider.Azure,
            $"REGION_{index}",
            status,
            A.Now,
            A.Now,
            ErrorMessage: status is EndpointStatus.Failed ? "quota" : null
        );
}
