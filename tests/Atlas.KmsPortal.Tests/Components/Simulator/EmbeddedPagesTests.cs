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
    private const string AppRegistration = "632ff709-32a8-48a3-8224-30d2386fadaf";

    private readonly FakeAccess _access = new(ProjectRole.Owner);

    [Fact]
    public async Task Approving_reaches_the_vault()
    {
        await using var world = await PendingAsync();

        var page = Render<AzureSidePage>();
        await PressAsync(page, $"Approve {Assert.Single(await world.ConnectionsAsync()).Name}");

        Assert.Equal(AzureConnectionState.Approved, Assert.Single(await world.ConnectionsAsync()).State);
    }

    [Fact]
    public async Task All_that_wait_are_approved_in_three_clicks()
    {
        await using var world = await PendingAsync();
        foreach (var region in new[] { "EUROPE_NORTH", "UK_SOUTH" })
        {
            await world.Endpoints.CreateAsync(DemoWorld.Payments, CloudProvider.Azure, region, SimulatorWorld.Owner, default);
        }

        await world.PassAsync(seconds: 11);
        var page = Render<AzureSidePage>();

        await page.InvokeAsync(() =>
            page.FindAll("label").Single(label => label.TextContent.Trim() == "All 3 that wait").QuerySelector("input")!.Change(true)
        );
        await page.Button("Approve 3").ClickAsync();
        var asked = Dialogs.WaitForElement("[role=dialog]").TextContent;
        Assert.Contains("MongoDB Atlas, payments, UK_SOUTH", asked, StringComparison.Ordinal);
        await Dialogs.Button("Approve 3").ClickAsync();

        var connections = await world.ConnectionsAsync();
        Assert.Equal(3, connections.Count);
        Assert.All(connections, connection => Assert.Equal(AzureConnectionState.Approved, connection.State));
        Assert.Equal(
            ["MongoDB Atlas, payments, EUROPE_NORTH", "MongoDB Atlas, payments, UK_SOUTH", "MongoDB Atlas, payments, US_EAST_2"],
            connections.Select(connection => connection.Description).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task What_was_decided_meanwhile_stays_decided()
    {
        await using var world = await PendingAsync();
        var connection = Assert.Single(await world.ConnectionsAsync());
        await world.Azure.SetStateAsync(
            connection.VaultId,
            connection.Name,
            AzureConnectionState.Rejected,
            null,
            SimulatorWorld.Owner,
            default
        );

        var approved = await world.Azure.ApproveAsync(
            connection.VaultId,
            new Dictionary<string, string> { [connection.Name] = "late" },
            SimulatorWorld.Owner,
            default
        );

        Assert.Empty(approved);
    }

    [Fact]
    public async Task Rejecting_is_asked_about_first_with_the_cluster_that_suffers()
    {
        await using var world = await PendingAsync();
        var page = Render<AzureSidePage>();

        await page.FindAll("button").First(button => button.TextContent.StartsWith("Reject", StringComparison.Ordinal)).ClickAsync();

        Assert.Contains(
            "ledger loses its private access to the key in US_EAST_2",
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

        Assert.Contains("For Project Owners only", page.Said(), StringComparison.Ordinal);
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
    public async Task An_app_registration_lists_its_secrets_and_each_can_be_expired_and_renewed()
    {
        await using var world = await PendingAsync();
        await world.SaveAsync(new() { Secret = "another-secret" }, DemoWorld.Analytics);
        var page = Render<AzureSidePage>();

        Assert.Equal(["Secret 1", "Secret 2"], SecretRows(page).Select(row => row.QuerySelector("td")!.TextContent[.."Secret 1".Length]));
        await PressAsync(page, $"Expire {Of("Secret 2")}");

        page.WaitForAssertion(() =>
            Assert.Equal(
                [false, true],
                SecretRows(page).Select(row => row.TextContent.Contains("Expired 22 Nov 2026", StringComparison.Ordinal))
            )
        );
        Assert.Contains("15 Dec 2026", SecretRows(page)[0].TextContent, StringComparison.Ordinal);
        await PressAsync(page, $"Renew {Of("Secret 2")}");
        page.WaitForAssertion(() => Assert.Contains("21 May 2027", SecretRows(page)[1].TextContent, StringComparison.Ordinal));
    }

    /// <summary>Finds and presses in one turn: the page draws again by itself, and a button found before would be another.</summary>
    private static Task PressAsync(IRenderedComponent<AzureSidePage> page, string name) =>
        page.InvokeAsync(() => page.Button(name).ClickAsync());

    [Fact]
    public async Task A_secret_is_deleted_after_a_question()
    {
        await using var world = await PendingAsync();
        await world.SaveAsync(new() { Secret = "another-secret" }, DemoWorld.Analytics);
        var page = Render<AzureSidePage>();

        await page.Button($"Delete {Of("Secret 1")}").ClickAsync();

        Assert.Contains(
            "Projects that entered another secret keep running",
            Dialogs.WaitForElement("[role=dialog]").TextContent,
            StringComparison.Ordinal
        );
        Assert.Equal(2, (await world.Identities.SecretsAsync(default)).Count);
        await Dialogs.Button("Delete").ClickAsync();
        Assert.Equal("Secret 2", Assert.Single(await world.Identities.SecretsAsync(default)).Description);
        Assert.StartsWith("Secret 2", Assert.Single(SecretRows(page)).TextContent.Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_app_registration_can_refuse_secrets_that_it_does_not_know()
    {
        await using var world = await PendingAsync();
        var page = Render<AzureSidePage>();

        await PressAsync(page, $"Refuse unknown secrets {AppRegistration}");

        Assert.Contains("unknown secrets are refused", page.Said(), StringComparison.Ordinal);
        var refused = await SimulatorWorld.RefusedAsync(() => world.SaveAsync(new() { Secret = "a-typo" }, DemoWorld.Analytics));
        Assert.Equal(["INVALID_AZURE_CREDENTIALS"], refused);
        await PressAsync(page, $"Accept unknown secrets {AppRegistration}");
        await world.SaveAsync(new() { Secret = "a-typo" }, DemoWorld.Analytics);
    }

    [Fact]
    public async Task Keys_and_identities_are_called_what_their_cloud_calls_them()
    {
        await using var world = await PendingAsync();

        var said = Render<AzureSidePage>().Said();

        Assert.Contains("IAM role arn:aws:iam::210987654321:role/atlas-kms", said, StringComparison.Ordinal);
        Assert.Contains($"App registration {AppRegistration}", said, StringComparison.Ordinal);
        Assert.Contains("atlas d891821e…", said, StringComparison.Ordinal);
        Assert.Matches(@"key/mrk-4f1c2d3e5a6b47c8901234567890abcd\s*Enabled", said);
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
        Assert.Contains("Only someone who is Organization Owner of all of them can use them.", page.Said(), StringComparison.Ordinal);
        Assert.Empty(page.FindAll("input[type=radio]"));
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

    private static string Of(string secret) => $"{secret} of {AppRegistration}";

    private static IReadOnlyList<AngleSharp.Dom.IElement> SecretRows(IRenderedComponent<AzureSidePage> page) =>
        [
            .. page.FindAll("table")
                .Single(table => table.TextContent.Contains($"Secrets of {AppRegistration}", StringComparison.Ordinal))
                .QuerySelectorAll("tbody tr"),
        ];

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
        Services.AddSingleton(world.Identities);
        Services.AddSingleton(world.Controls);
        Services.AddSingleton(world.Get<SimulatedClock>());
        Services.AddSingleton(world.Get<ProjectWatch>());
        Services.AddSingleton(world.Get<IOptions<SimulatorOptions>>());
        Services.AddSingleton<IHostEnvironment>(new Environment(environment));
        Services.AddSingleton(world.Get<WorldOwnership>());
        Services.AddScoped<EncryptionState>();
        Services.AddScoped<SimulatorLevers>();
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
