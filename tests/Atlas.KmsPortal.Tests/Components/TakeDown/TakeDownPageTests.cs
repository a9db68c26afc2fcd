using Atlas.KmsPortal.Components.TakeDown;
using Atlas.KmsPortal.Encryption;
using Bunit;

namespace Atlas.KmsPortal.Tests.Components.TakeDown;

public sealed class TakeDownPageTests : PageTest
{
    private static ProjectSnapshot Project =>
        A.Project(A.Cluster("ledger", "US_EAST_2").UsingKey())
            .WithVault(requirePrivateNetworking: true)
            .WithEndpoints(("US_EAST_2", EndpointStatus.Active));

    [Fact]
    public void Each_step_tells_its_requests_and_its_clusters()
    {
        Given(Project);

        var steps = TakeDown().FindAll("ol.stack > li").Select(step => step.TextContent).ToList();

        Assert.Contains("DELETE /api/atlas/v2/groups/", steps[0], StringComparison.Ordinal);
        Assert.Contains("1 cluster affected: ledger", steps[1], StringComparison.Ordinal);
        Assert.Contains("/clusters/ledger {\"encryptionAtRestProvider\":\"NONE\"}", steps[1], StringComparison.Ordinal);
        Assert.Contains("{\"azureKeyVault\":{\"requirePrivateNetworking\":false}}", steps[2], StringComparison.Ordinal);
        Assert.Contains("{\"azureKeyVault\":{\"enabled\":false}}", steps[3], StringComparison.Ordinal);
    }

    [Fact]
    public void A_cluster_is_re_encrypted_only_after_it_was_asked_for_twice()
    {
        Given(Project);
        var page = TakeDown();

        page.Button("Start with ledger").Click();
        Assert.Empty(Atlas.Asked);
        Assert.Contains("re-encrypted with MongoDB's key", Dialogs.WaitForElement("[role=dialog]").TextContent, StringComparison.Ordinal);
        Dialogs.Button("Re-encrypt").Click();

        Assert.Equal(["update cluster ledger"], Atlas.Asked);
        Dialogs.WaitForAssertion(() => Assert.Empty(Dialogs.FindAll("[role=dialog]")));
    }

    [Fact]
    public void Removing_names_who_loses_its_private_way()
    {
        Given(Project);
        var page = TakeDown();

        page.Button("Delete US_EAST_2").Click();
        Assert.Contains(
            "ledger loses its private way to the key in US_EAST_2",
            Dialogs.WaitForElement("[role=dialog]").TextContent,
            StringComparison.Ordinal
        );
        Dialogs.Button("Cancel").Click();
        Assert.Empty(Atlas.Asked);

        page.Button("Delete US_EAST_2").Click();
        Dialogs.WaitForElement("[role=dialog]");
        Dialogs.Button("Delete").Click();
        Assert.Equal(["remove US_EAST_2"], Atlas.Asked);
    }

    private IRenderedComponent<TakeDownPage> TakeDown() =>
        Render<TakeDownPage>(parameters => parameters.Add(page => page.ProjectId, Atlas.Project.Id).Add(page => page.Service, "azure"));
}
