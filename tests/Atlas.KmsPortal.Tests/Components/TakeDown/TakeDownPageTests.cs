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
        Assert.Contains("re-encrypted with MongoDB’s key", Dialogs.WaitForElement("[role=dialog]").TextContent, StringComparison.Ordinal);
        Dialogs.Button("Re-encrypt").Click();

        Assert.Equal(["update cluster ledger"], Atlas.Asked);
        Dialogs.WaitForAssertion(() => Assert.Empty(Dialogs.FindAll("[role=dialog]")));
    }

    [Fact]
    public void Deleting_names_who_loses_its_private_way_and_wants_the_region_typed()
    {
        Given(Project);
        var page = TakeDown();

        page.Button("Delete US_EAST_2").Click();
        var dialog = Dialogs.WaitForElement("[role=dialog]");
        Assert.Contains("ledger loses its private access to the key in US_EAST_2", dialog.TextContent, StringComparison.Ordinal);
        Confirm("US_EAST_2");

        page.WaitForAssertion(() => Assert.Equal(["remove US_EAST_2"], Atlas.Asked));
    }

    [Fact]
    public void Deleting_many_shows_who_loses_what_and_wants_the_project_typed()
    {
        Given(Project.WithEndpoints(("US_EAST_2", EndpointStatus.Active), ("UK_SOUTH", EndpointStatus.PendingAcceptance)));
        var page = TakeDown();

        page.Button("Delete all").Click();
        Dialogs.WaitForElement("[role=dialog]");
        Assert.Equal(
            ["US_EAST_2 ACTIVE ledger", "UK_SOUTH PENDING APPROVAL none"],
            Dialogs.FindAll("tbody tr").Select(row => string.Join(' ', row.Children.Select(cell => cell.TextContent.Trim())))
        );
        Dialogs.Button("Delete").Click();
        Assert.Empty(Atlas.Asked);
        Confirm(Project.Name);

        page.WaitForAssertion(() => Assert.Equal(["remove US_EAST_2", "remove UK_SOUTH"], Atlas.Asked));
    }

    private void Confirm(string name)
    {
        Dialogs.Labelled($"Type {name} to confirm").Input(name);
        Dialogs.WaitForAssertion(() => Assert.False(Dialogs.Button("Delete").HasAttribute("aria-disabled")));
        Dialogs.Button("Delete").Click();
    }

    private IRenderedComponent<TakeDownPage> TakeDown() =>
        Render<TakeDownPage>(parameters => parameters.Add(page => page.ProjectId, Atlas.Project.Id).Add(page => page.Service, "azure"));
}
