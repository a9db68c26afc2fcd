using Atlas.KmsPortal.Components.Clusters.Form;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Tests.Components.Clusters.Form;

public sealed class ClusterFormViewTests
{
    private static Cluster Fraud => A.Cluster("fraud", "US_EAST_2");

    private static ProjectSnapshot Private =>
        A.Project(Fraud)
            .WithVault(requirePrivateNetworking: true)
            .WithEndpoints(("US_EAST_2", EndpointStatus.Active), ("US_CENTRAL", EndpointStatus.PendingAcceptance));

    private static ClusterForm New => ClusterForm.New(Private);

    public static TheoryData<ClusterForm, string, string> Forms =>
        new()
        {
            { New, "", "Name Regions" },
            { New with { Name = "no name!" }, "Name", "Name Regions" },
            { New with { Name = "fraud" }, "Name", "Name Regions" },
            { New with { Name = "new" }, "", "Regions" },
            { (New with { Name = "new" }).Toggle("US_EAST_2", null), "", "" },
            { (New with { Name = "new" }).Toggle("US_CENTRAL", null), "Regions", "Regions" },
            { New.Toggle("US_EAST_2", null).WithNodes(0, 4), "Regions", "Name Regions" },
        };

    [Theory]
    [MemberData(nameof(Forms))]
    public void What_is_missing_is_said_once_it_was_tried(ClusterForm form, string atOnce, string tried)
    {
        Assert.Equal(atOnce, Subjects(Of(null, form).Shown));
        Assert.Equal(tried, Subjects(Of(null, form).Blocking));
        Assert.Equal(tried, Subjects(Of(null, form, isPressed: true).Shown));
    }

    [Fact]
    public void A_cluster_that_is_not_there_has_no_form()
    {
        Assert.Null(ClusterFormView.Of(Private, "gone", ClusterForm.Of(Fraud), isPressed: false, []));
        Assert.Null(ClusterFormView.Of(Private, "fraud", form: null, isPressed: false, []));
    }

    [Fact]
    public void A_form_on_which_nothing_was_changed_is_stopped_by_nothing()
    {
        var view = Of("fraud", ClusterForm.Of(Fraud), refused: PrivateNetworkingRules.NotEnabled(CloudProvider.Azure));

        Assert.Empty(view.Changes);
        Assert.Empty(view.Blocking);
        Assert.Empty(view.Conflict);
    }

    [Fact]
    public void What_Atlas_refuses_stops_it_too()
    {
        var refused = PrivateNetworkingRules.NotEnabled(CloudProvider.Azure);
        var form = ClusterForm.Of(Fraud);

        var view = Of("fraud", form with { Spec = form.Spec with { TerminationProtection = true } }, refused: refused);

        Assert.Equal([refused], view.Blocking);
        Assert.Equal(["Termination protection: No to Yes"], view.Changes.Select(change => change.ToString()));
    }

    [Fact]
    public void What_somebody_else_changed_is_the_conflict()
    {
        var form = ClusterForm.Of(Fraud);

        var view = Of("fraud", form with { Seen = form.Spec with { Tier = "M10" } });

        Assert.Equal("Tier: M10 to M30", Assert.Single(view.Conflict).ToString());
    }

    [Theory]
    [InlineData("", "Choose a region.")]
    [InlineData("US_EAST_2", "M10 in US_EAST_2, your key")]
    public void A_new_cluster_is_told_in_a_few_words(string region, string summary)
    {
        Assert.Equal(summary, Of(null, region is "" ? New : New.Toggle(region, null)).Summary);
    }

    [Fact]
    public void Whether_the_cluster_can_use_the_key_is_answered_whatever_the_form_says()
    {
        var yes = KeyAnswer.Of(Private, Fraud, Fraud.Spec);
        var no = KeyAnswer.Of(Private, null, A.Spec("US_CENTRAL"));

        Assert.True(yes.IsYes);
        Assert.Equal(["M10 or larger", "The key in Azure Key Vault is valid", "US_EAST_2 has an active endpoint"], yes.Passed);
        Assert.Equal("No approved endpoint in US_CENTRAL", Assert.Single(no.Reasons).Title);
        Assert.Null(KeyAnswer.Of(A.Project(Fraud), Fraud, Fraud.Spec).Provider);
    }

    [Fact]
    public void A_new_cluster_knows_its_neighbors()
    {
        var first = ClusterFormView.Of(A.Project(), null, ClusterForm.New(A.Project()), isPressed: false, [])!;

        Assert.Equal("The first one in orders-eu.", first.Neighbors);
        Assert.Equal("In orders-eu, next to fraud.", Of(null, New).Neighbors);
    }

    private static string Subjects(IEnumerable<Blocker> blockers) => string.Join(' ', blockers.Select(blocker => blocker.About));

    private static ClusterFormView Of(string? name, ClusterForm form, bool isPressed = false, params Blocker[] refused) =>
        ClusterFormView.Of(Private, name, form, isPressed, refused)!;
}
