using Atlas.KmsPortal.Components.Clusters.Form;
using Atlas.KmsPortal.Encryption;
using Bunit;

namespace Atlas.KmsPortal.Tests.Components.Clusters.Form;

public sealed class ClusterFormTests : PageTest
{
    private static ProjectSnapshot Private =>
        A.Project(A.Cluster("fraud", "US_EAST_2"))
            .WithVault(requirePrivateNetworking: true)
            .WithEndpoints(("US_EAST_2", EndpointStatus.Active), ("US_CENTRAL", EndpointStatus.PendingAcceptance));

    public static TheoryData<ProjectSnapshot, string, string> Refusals =>
        new()
        {
            {
                A.Project(A.Cluster("c", A.Spec("US_EAST_2") with { Tier = "M0" })).WithVault(),
                "c",
                "needs a dedicated cluster of tier M10"
            },
            {
                A.Project(A.Cluster("c", A.Spec("US_EAST_2") with { Tier = "FLEX" })).WithVault(),
                "c",
                "needs a dedicated cluster of tier M10"
            },
            { A.Project(A.Cluster("c", "US_EAST_2")), "c", "is not enabled for this project" },
            { A.Project(A.Cluster("c", "US_EAST_2")).WithVault() with { State = ProjectState.Inactive }, "c", "is INACTIVE" },
            { A.Project(A.Cluster("c", "US_EAST_2")).WithVault(key: KeyState.Invalid), "c", "Restore the key or the credentials" },
            { A.Project(A.MultiCloud("c")).WithVault(requirePrivateNetworking: true), "c", "serves Azure clusters only" },
        };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void Yes_is_locked_with_the_reason_beside_it(ProjectSnapshot project, string cluster, string reason)
    {
        Given(project);

        var page = Page<EditClusterPage>(cluster);

        Assert.True(OwnKeys(page).HasAttribute("disabled"));
        Assert.Contains(reason, page.Find("details.group").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Yes_without_an_endpoint_in_the_region_is_refused_at_the_regions_at_once()
    {
        Given(A.Project(A.Cluster("bi", "US_CENTRAL")).WithVault(requirePrivateNetworking: true));
        var page = Page<EditClusterPage>("bi");

        OwnKeys(page).Click();

        Assert.Contains("regions with an ACTIVE private endpoint", page.Find("#replicationSpecs").TextContent, StringComparison.Ordinal);
        Assert.Equal("true", page.Button("Review Changes").GetAttribute("aria-disabled"));
    }

    [Fact]
    public void Regions_that_are_not_possible_stay_in_the_list_with_their_reason()
    {
        Given(Private);

        var page = Page<CreateClusterPage>();
        page.FindAll("button").Single(button => button.TextContent.StartsWith("Browse all", StringComparison.Ordinal)).Click();

        Assert.False(Box(page, "US_EAST_2").HasAttribute("disabled"));
        Assert.True(Box(page, "US_CENTRAL").HasAttribute("disabled"));
        Assert.Contains("endpoint PENDING APPROVAL", page.DescriptionOf(Box(page, "US_CENTRAL")), StringComparison.Ordinal);
        Assert.Contains("no endpoint yet", page.DescriptionOf(Box(page, "UK_SOUTH")), StringComparison.Ordinal);
    }

    [Fact]
    public void With_the_key_the_other_clouds_and_the_shared_tiers_say_why_they_are_not_possible()
    {
        Given(Private);

        var page = Page<CreateClusterPage>();

        Assert.Contains("serves Azure clusters only", page.DescriptionOf(page.Find("input[aria-label=AWS]")), StringComparison.Ordinal);
        var tiers = Options(page, "Tier").ToDictionary(tier => tier.TextContent.Trim(), tier => tier.GetAttribute("aria-disabled"));
        Assert.Equal(("true", null), (tiers["M0 (cannot use your key)"], tiers["M10"]));
    }

    [Fact]
    public void An_empty_form_is_not_wrong_before_it_is_sent()
    {
        Given(Private);
        var page = Page<CreateClusterPage>();
        Assert.DoesNotContain("at least one region", page.Said(), StringComparison.Ordinal);

        page.Button("Create Cluster").Click();

        Assert.Contains("A cluster needs at least one region.", page.Find("#replicationSpecs").TextContent, StringComparison.Ordinal);
        Assert.Empty(Atlas.Asked);
    }

    [Fact]
    public void What_is_chosen_is_kept_and_discarded_once_it_is_created()
    {
        Given(Private);
        var page = Page<CreateClusterPage>();

        page.Labelled("Cluster Name").Change("settlement");
        Box(page, "US_EAST_2").Change(true);

        page.WaitForAssertion(() =>
        {
            var kept = Assert.IsType<ClusterForm>(Drafts.Kept["cluster/new"]);
            Assert.Equal(("settlement", "US_EAST_2"), (kept.Name, kept.Spec.Regions.Single().Region));
        });

        page.Button("Create Cluster").Click();

        Assert.Equal(["create cluster settlement"], Atlas.Asked);
        Assert.Empty(Drafts.Kept);
    }

    [Fact]
    public void The_review_shows_what_changes_and_applies_it()
    {
        Given(Private);
        var form = ClusterForm.Of(Private.Cluster("fraud")!);
        Drafts.Kept["cluster/fraud"] = form with { Spec = form.Spec with { KeyProvider = CloudProvider.Azure } };

        var page = Page<ReviewChangesPage>("fraud");

        Assert.Equal("Yes, Azure Key Vault", page.Find("ins").TextContent);
        page.Button("Apply Changes").Click();
        Assert.Equal(["update cluster fraud"], Atlas.Asked);
        Assert.Empty(Drafts.Kept);
    }

    [Fact]
    public void What_somebody_else_applied_meanwhile_is_shown_before_anything_is_applied()
    {
        Given(Private);
        var form = ClusterForm.Of(Private.Cluster("fraud")!);
        var mine = form.Spec with { TerminationProtection = true };
        Drafts.Kept["cluster/fraud"] = form with { Spec = mine, Seen = form.Spec with { Tier = "M10" } };

        var page = Page<ReviewChangesPage>("fraud");

        Assert.Contains("Someone else changed this cluster", page.Said(), StringComparison.Ordinal);
        Assert.Contains("Tier: M10 to M30", page.Said(), StringComparison.Ordinal);
        Assert.Equal("true", page.Button("Apply Changes").GetAttribute("aria-disabled"));
    }

    [Fact]
    public void A_paused_cluster_says_at_the_switch_that_it_has_to_be_resumed()
    {
        Given(A.Project(A.Cluster("c", A.Spec("US_EAST_2") with { Paused = true })).WithVault());
        var page = Page<EditClusterPage>("c");

        Choose(page, "Tier", "M40");

        Assert.Contains("while it is paused. Resume it first.", page.Find("details.group").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Whoever_may_only_look_gets_no_form()
    {
        Given(Private, ProjectRole.ReadOnly);

        Assert.Empty(Page<CreateClusterPage>().FindAll("input"));
        Assert.Empty(Page<EditClusterPage>("fraud").FindAll("input"));
        Assert.Empty(Page<ReviewChangesPage>("fraud").FindAll("button"));
    }

    [Fact]
    public void Adding_taking_out_and_preferring_regions_keeps_the_order_of_election()
    {
        var form = ClusterForm.New(Private).Toggle("US_EAST_2", null).Toggle("US_CENTRAL", null).Prefer(1);

        Assert.Equal([("US_CENTRAL", 7), ("US_EAST_2", 6)], form.Spec.Regions.Select(region => (region.Region, region.Priority)));
        Assert.Equal([("US_EAST_2", 7)], form.Without(0).Spec.Regions.Select(region => (region.Region, region.Priority)));
    }

    private static AngleSharp.Dom.IElement OwnKeys<T>(IRenderedComponent<T> page)
        where T : Microsoft.AspNetCore.Components.IComponent => page.Find("[role=radiogroup][aria-labelledby=own-keys] input");

    private static AngleSharp.Dom.IElement Box<T>(IRenderedComponent<T> page, string region)
        where T : Microsoft.AspNetCore.Components.IComponent => page.Labelled(region);
}
