using Atlas.KmsPortal.Components.PrivateNetworking.Endpoints;
using Atlas.KmsPortal.Encryption;
using Bunit;
using Microsoft.Extensions.DependencyInjection;

namespace Atlas.KmsPortal.Tests.Components.PrivateNetworking;

public sealed class ManagePagesTests : PageTest
{
    private static ProjectSnapshot Project(EndpointStatus status) =>
        A.Project(A.Cluster("ledger", "US_EAST_2").UsingKey())
            .WithVault(requirePrivateNetworking: true)
            .WithEndpoints(("US_EAST_2", status));

    [Theory]
    [InlineData(EndpointStatus.Initiating, false, true)]
    [InlineData(EndpointStatus.PendingAcceptance, false, true)]
    [InlineData(EndpointStatus.Active, false, true)]
    [InlineData(EndpointStatus.Failed, true, true)]
    [InlineData(EndpointStatus.PendingRecreation, false, true)]
    [InlineData(EndpointStatus.Deleting, false, false)]
    public void Each_status_offers_what_is_possible(EndpointStatus status, bool tryAgain, bool delete)
    {
        Given(Project(status));

        var names = Manage().FindAll("button").Select(button => button.GetAttribute("aria-label") ?? button.TextContent.Trim()).ToList();

        Assert.Equal(tryAgain, names.Contains("Try again"));
        Assert.Equal(delete, names.Contains("Delete US_EAST_2"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void How_to_reach_the_simulator_stands_beside_the_commands_and_nowhere_with_a_real_atlas(bool isSimulated)
    {
        if (isSimulated)
        {
            Services.AddSingleton<ICloudCommandLine>(new FakeCommandLine());
        }

        Given(Project(EndpointStatus.PendingAcceptance));
        var page = Manage();
        page.Button("Commands for US_EAST_2").Click();

        page.WaitForAssertion(() => Assert.Contains("private-endpoint-connection approve", page.Markup, StringComparison.Ordinal));
        Assert.Equal(isSimulated, page.Markup.Contains("point az at it first", StringComparison.Ordinal));
        Assert.Equal(isSimulated, page.Markup.Contains("az cloud register to http://localhost for acme-vault", StringComparison.Ordinal));
    }

    [Fact]
    public void Try_again_puts_a_new_one_in_its_place()
    {
        Given(Project(EndpointStatus.Failed));

        Manage().Button("Try again").Click();

        Assert.Equal(["create US_EAST_2"], Atlas.Asked);
    }

    [Fact]
    public void Deleting_names_the_clusters_and_wants_the_region_typed()
    {
        Given(Project(EndpointStatus.Active));
        var page = Manage();

        page.Button("Delete US_EAST_2").Click();
        Assert.Contains(
            "Clusters that depend on it: ledger",
            Dialogs.WaitForElement("[role=dialog]").TextContent,
            StringComparison.Ordinal
        );
        Dialogs.Button("Delete").Click();
        Assert.Empty(Atlas.Asked);

        Dialogs.Find("[role=dialog] input").Input("US_EAST_2");
        Dialogs.WaitForAssertion(() => Assert.False(Dialogs.Button("Delete").HasAttribute("aria-disabled")));
        Dialogs.Button("Delete").Click();
        page.WaitForAssertion(() => Assert.Equal(["remove US_EAST_2"], Atlas.Asked));
        Dialogs.WaitForAssertion(() => Assert.Empty(Dialogs.FindAll("[role=dialog]")));
    }

    [Fact]
    public void While_atlas_makes_it_deleting_waits_and_says_so()
    {
        Given(Project(EndpointStatus.Initiating));
        var page = Manage();

        page.Button("Delete US_EAST_2").Click();

        Assert.Contains(
            "The portal deletes it as soon as Atlas allows",
            Dialogs.WaitForElement("[role=dialog]").TextContent,
            StringComparison.Ordinal
        );
        Dialogs.Button("Delete when possible");
    }

    [Fact]
    public void Whoever_may_only_look_sees_no_endpoint()
    {
        Given(Project(EndpointStatus.Active), ProjectRole.ReadOnly);

        Assert.DoesNotContain("US_EAST_2", Manage().Said(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gcp")]
    [InlineData("elsewhere")]
    public void A_key_service_without_private_networking_has_no_such_page(string service)
    {
        Given(Project(EndpointStatus.Active));

        Assert.Contains("Not found", Manage(service).Said(), StringComparison.Ordinal);
    }

    private IRenderedComponent<PrivateEndpointsPage> Manage(string service = "azure") =>
        Render<PrivateEndpointsPage>(parameters =>
            parameters.Add(page => page.ProjectId, Atlas.Project.Id).Add(page => page.Service, service)
        );

    private sealed class FakeCommandLine : ICloudCommandLine
    {
        public string AzureSetup(string origin, AzureKeyVault vault, bool withSecrets) =>
            $"az cloud register to {origin} for {vault.KeyVaultName}";
    }
}
