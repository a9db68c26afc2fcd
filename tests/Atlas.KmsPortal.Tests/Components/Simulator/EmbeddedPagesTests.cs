using Atlas.KmsPortal.Components.Frame;
using Atlas.KmsPortal.Components.Simulator;
using Atlas.KmsPortal.Components.Simulator.AzureSide;
using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Encryption;
using Atlas.KmsPortal.Simulator;
using Atlas.KmsPortal.Tests.Encryption.State;
using Atlas.KmsPortal.Tests.Simulator;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Atlas.KmsPortal.Tests.Components.Simulator;

/// <summary>The pages of the simulated clouds, over the simulator itself.</summary>
public sealed class EmbeddedPagesTests : ComponentTest
{
    private readonly FakeAccess _access = new(ProjectRole.Owner);

    [Fact]
    public async Task Approving_reaches_the_vault()
    {
        await using var world = await PendingAsync();

        var page = Render<AzureSidePage>();
        await page.FindAll("button").First(button => button.TextContent.StartsWith("Approve", StringComparison.Ordinal)).ClickAsync();

        Assert.Equal(AzureConnectionState.Approved, Assert.Single(await world.ConnectionsAsync()).State);
    }

    [Fact]
    public async Task Rejecting_is_asked_about_first_with_the_cluster_that_suffers()
    {
        await using var world = await PendingAsync();
        var page = Render<AzureSidePage>();

        await page.FindAll("button").First(button => button.TextContent.StartsWith("Reject", StringComparison.Ordinal)).ClickAsync();

        Assert.Contains(
            "ledger loses its private way to the key in US_EAST_2",
            Dialogs.WaitForElement("[role=dialog]").TextContent,
            StringComparison.Ordinal
        );
        Assert.Equal(AzureConnectionState.Pending, Assert.Single(await world.ConnectionsAsync()).State);
        await Dialogs.Button("Reject").ClickAsync();
        Assert.Equal(AzureConnectionState.Rejected, Assert.Single(await world.ConnectionsAsync()).State);
    }

    [Fact]
    public async Task A_role_that_was_taken_away_works_at_once()
    {
        await using var world = await PendingAsync();
        var page = Render<AzureSidePage>();

        _access.Role = ProjectRole.ReadOnly;
        await page.FindAll("button").First(button => button.TextContent.StartsWith("Approve", StringComparison.Ordinal)).ClickAsync();

        Assert.Equal(AzureConnectionState.Pending, Assert.Single(await world.ConnectionsAsync()).State);
    }

    [Theory]
    [InlineData(ProjectRole.ReadOnly)]
    [InlineData(ProjectRole.None)]
    public async Task Whoever_owns_nothing_sees_no_vault_and_no_key(ProjectRole role)
    {
        await using var world = await PendingAsync();
        _access.Role = role;

        var page = Render<AzureSidePage>();

        Assert.Contains("No vaults yet", page.Said(), StringComparison.Ordinal);
        Assert.Empty(page.FindAll("button"));
    }

    [Fact]
    public async Task A_key_in_use_is_disabled_after_a_question_that_names_the_projects()
    {
        await using var world = await PendingAsync();
        var page = Render<AzureSidePage>();

        await page.FindAll("button").First(button => button.TextContent.StartsWith("Disable", StringComparison.Ordinal)).ClickAsync();

        Assert.Contains("analytics and payments use it", Dialogs.WaitForElement("[role=dialog]").TextContent, StringComparison.Ordinal);
        await Dialogs.Button("Disable").ClickAsync();
        Assert.All(await world.Keys.KeysAsync(CloudProvider.Azure, default), key => Assert.False(key.Enabled));
    }

    [Fact]
    public async Task The_clock_moves_forward_for_an_owner()
    {
        await using var world = await PendingAsync();
        var before = world.Controls.Now;
        var page = Render<SimulatorPage>();

        await page.Button("15 min").ClickAsync();
        Assert.Equal(TimeSpan.FromMinutes(15), world.Controls.Now - before);

        await page.Find("#forward").ChangeAsync(new ChangeEventArgs { Value = "90" });
        await page.Find("form").SubmitAsync();
        Assert.Contains("Write a time span such as 00:03:00.", page.Said(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_owns_nothing_may_look_at_the_simulator_and_change_nothing()
    {
        await using var world = await PendingAsync();
        _access.Role = ProjectRole.ReadOnly;

        var page = Render<SimulatorPage>();

        Assert.Contains("View only", page.Said(), StringComparison.Ordinal);
        Assert.Empty(page.FindAll("form"));
        Assert.DoesNotContain("Reset the demo world", page.Said(), StringComparison.Ordinal);
        Assert.All(page.FindAll("input[type=radio]"), radio => Assert.True(radio.HasAttribute("disabled")));
    }

    [Theory]
    [InlineData("Development", true)]
    [InlineData("Production", false)]
    public async Task The_demo_keys_are_shown_in_development_only(string environment, bool areShown)
    {
        await using var world = await PendingAsync(environment);

        var page = Render<SimulatorPage>();

        Assert.Equal(areShown, page.Markup.Contains("5b6d2f0e", StringComparison.Ordinal));
        Assert.Contains("/api/atlas/v2/groups/", page.Markup, StringComparison.Ordinal);
    }

    /// <summary>The demo world with one connection that waits for payments.</summary>
    private async Task<SimulatorWorld> PendingAsync(string environment = "Development")
    {
        const string Payments = "65a0000000000000000000a2";
        var world = await SimulatorWorld.CreateAsync();
        await world.SaveAsync(new() { RequirePrivateNetworking = true }, Payments);
        await world.Endpoints.CreateAsync(Payments, CloudProvider.Azure, "US_EAST_2", SimulatorWorld.Owner, default);
        await world.PassAsync(seconds: 11);

        Services.AddSingleton<IProjectAccess>(_access);
        Services.AddSingleton(world.Atlas);
        Services.AddSingleton(world.Azure);
        Services.AddSingleton(world.Keys);
        Services.AddSingleton(world.Controls);
        Services.AddSingleton(world.Get<SimulatedClock>());
        Services.AddSingleton(world.Get<ProjectWatch>());
        Services.AddSingleton(world.Get<IOptions<SimulatorOptions>>());
        Services.AddSingleton<IHostEnvironment>(new Environment(environment));
        Services.AddScoped<EncryptionState>();
        Services.AddScoped<Toaster>();

        // Nobody watches here: a page reads again after its own deeds.
        SetRendererInfo(new RendererInfo("Static", isInteractive: false));
        return world;
    }

    private sealed class Environment(string name) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = name;
        public string ApplicationName { get; set; } = "";
        public string ContentRootPath { get; set; } = "";
        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
