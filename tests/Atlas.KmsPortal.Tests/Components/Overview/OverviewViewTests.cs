using Atlas.KmsPortal.Components.Overview;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Tests.Components.Overview;

public sealed class OverviewViewTests
{
    private static ProjectSnapshot Waiting =>
        A.Project(A.Cluster("ledger", "US_EAST_2", "US_CENTRAL").UsingKey())
            .WithVault(requirePrivateNetworking: true)
            .WithEndpoints(("US_EAST_2", EndpointStatus.Active), ("US_CENTRAL", EndpointStatus.PendingAcceptance));

    private static ProjectSnapshot Bare => A.Project(A.Cluster("ledger", "US_EAST_2"));

    [Theory]
    [InlineData(ProjectRole.Owner, true, "Private networking is 1 approval away.", "Approve the endpoint in US_CENTRAL")]
    [InlineData(ProjectRole.ReadOnly, false, "Private networking is required.", null)]
    public void Endpoints_and_buttons_are_for_owners(ProjectRole role, bool canAct, string sentence, string? next)
    {
        var view = OverviewView.Of(Waiting.For(role)!, role, A.Now);

        Assert.Equal(canAct, view.CanAct);
        Assert.EndsWith(sentence, view.Sentence, StringComparison.Ordinal);
        Assert.Equal(next, view.NextSteps.Select(step => step.Title).FirstOrDefault());
        Assert.Equal(canAct, view.Checks.Any(check => check.Remedy is not null));
        Assert.Equal(canAct, view.Services[0].Path.Description.Contains("PENDING APPROVAL", StringComparison.Ordinal));
    }

    [Fact]
    public void A_failed_endpoint_is_said_before_the_approvals_that_are_left()
    {
        var failed = A.Project(A.Cluster("ledger", "US_EAST_2", "US_CENTRAL").UsingKey())
            .WithVault(requirePrivateNetworking: true)
            .WithEndpoints(("US_EAST_2", EndpointStatus.Failed), ("US_CENTRAL", EndpointStatus.PendingAcceptance));

        Assert.EndsWith("A private endpoint failed.", OverviewView.Of(failed, ProjectRole.Owner, A.Now).Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ProjectRole.Owner, "Try Again")]
    [InlineData(ProjectRole.ReadOnly, null)]
    public void What_fails_offers_its_way_out_to_owners_only(ProjectRole role, string? remedy)
    {
        var view = OverviewView.Of(Bare.WithVault(key: KeyState.Invalid), role, A.Now);

        Assert.Equal(remedy, Assert.Single(view.Checks, check => check.Title == "The key is invalid").Remedy?.Label);
    }

    [Fact]
    public void Without_a_key_there_is_nothing_to_check_or_to_take_down()
    {
        var view = OverviewView.Of(Bare, ProjectRole.Owner, A.Now);

        Assert.False(view.CanAct);
        Assert.Empty(view.Services);
        Assert.Equal("Bring your own key", Assert.Single(view.NextSteps).Title);
    }

    [Fact]
    public void One_key_needs_no_name_and_two_have_theirs()
    {
        var both = Waiting with
        {
            Encryption = Waiting.Encryption with
            {
                AwsKms = new() { Enabled = true, CustomerMasterKeyId = "arn:aws:kms:us-east-1:1:key/mrk-1" },
            },
        };

        Assert.Equal(["How the key is reached"], Titles(Waiting));
        Assert.Equal(["How the key in Azure Key Vault is reached", "How the key in AWS KMS is reached"], Titles(both));
    }

    [Fact]
    public void The_drawing_is_labeled_with_the_vault_and_the_key()
    {
        var service = Assert.Single(OverviewView.Of(Waiting, ProjectRole.Owner, A.Now).Services);

        Assert.Equal(("acme-vault", "key atlas"), (service.KeyPlace, service.KeyName));
    }

    [Theory]
    [InlineData(KeyState.Valid, EndpointStatus.Active, Progress.Done)]
    [InlineData(KeyState.Valid, EndpointStatus.Initiating, Progress.InProgress)]
    [InlineData(KeyState.Valid, EndpointStatus.Failed, Progress.NeedsAttention)]
    [InlineData(KeyState.Invalid, EndpointStatus.Active, Progress.NeedsAttention)]
    public void Nothing_looks_finished_before_it_is(KeyState key, EndpointStatus endpoint, Progress progress)
    {
        var project = Bare.WithVault(requirePrivateNetworking: true, key).WithEndpoints(("US_EAST_2", endpoint));

        Assert.Equal(progress, OverviewView.Of(project, ProjectRole.Owner, A.Now).Progress);
    }

    private static IEnumerable<string> Titles(ProjectSnapshot project) =>
        OverviewView.Of(project, ProjectRole.Owner, A.Now).Services.Select(service => service.Title);
}
