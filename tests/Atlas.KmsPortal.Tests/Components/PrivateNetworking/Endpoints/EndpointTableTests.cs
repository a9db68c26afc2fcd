using AngleSharp.Dom;
using Atlas.KmsPortal.Components.PrivateNetworking.Endpoints;
using Atlas.KmsPortal.Components.Shared.Actions;
using Atlas.KmsPortal.Encryption;
using Bunit;

namespace Atlas.KmsPortal.Tests.Components.PrivateNetworking.Endpoints;

public sealed class EndpointTableTests : ComponentTest
{
    private static readonly UsualDurations s_usual = new(
        TimeSpan.FromMinutes(1),
        TimeSpan.FromMinutes(2),
        TimeSpan.FromMinutes(3),
        TimeSpan.FromMinutes(1),
        TimeSpan.FromMinutes(7),
        TimeSpan.FromMinutes(15)
    );

    [Theory]
    [InlineData(EndpointStatus.Initiating, "INITIATING", "usually 1 min to 2 min")]
    [InlineData(EndpointStatus.PendingAcceptance, "PENDING APPROVAL", "for the vault owner; noticed within 3 min")]
    [InlineData(EndpointStatus.Active, "ACTIVE", "took 3 min")]
    [InlineData(EndpointStatus.Failed, "FAILED", "after 3 min")]
    [InlineData(EndpointStatus.PendingRecreation, "PENDING RECREATION", "removed once its replacement is ready")]
    [InlineData(EndpointStatus.Deleting, "DELETING", "usually 1 min")]
    public void Each_status_has_its_word_its_icon_and_its_progress(EndpointStatus status, string word, string progress)
    {
        var row = Table(A.Endpoint("US_EAST_2", status)).Find("tbody tr");

        var badge = row.QuerySelector(".badge")!;
        Assert.Equal(word, badge.TextContent.Trim());
        Assert.NotNull(badge.QuerySelector("svg"));
        Assert.Contains(progress, Cell(row, "Progress"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_connection_s_name_is_known_once_atlas_has_made_it()
    {
        var table = Table(
            A.Endpoint("US_EAST_2", EndpointStatus.Initiating),
            A.Endpoint("US_CENTRAL", EndpointStatus.PendingAcceptance, 1)
        );

        var rows = table.FindAll("tbody tr").Where(row => row.QuerySelector(".badge") is not null).ToList();
        Assert.Equal("available once created", Cell(rows[0], "Connection name"));
        Assert.StartsWith("pe-1", Cell(rows[1], "Connection name"), StringComparison.Ordinal);
        table.Button("Copy the name of US_CENTRAL");
    }

    [Theory]
    [InlineData(EndpointStatus.Failed, "The endpoint in US_EAST_2 failed")]
    [InlineData(EndpointStatus.PendingRecreation, "Approve its replacement once it is PENDING APPROVAL")]
    public void What_went_wrong_stands_under_the_row(EndpointStatus status, string says)
    {
        var table = Table(A.Endpoint("US_EAST_2", status) with { ErrorMessage = "private endpoint was rejected" });

        var error = table.Find("tr.table__more").TextContent;
        Assert.Contains("Atlas says: private endpoint was rejected", error, StringComparison.Ordinal);
        Assert.Contains(says, error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_commands_of_the_first_one_that_waits_are_open()
    {
        var table = Table(
            A.Endpoint("EUROPE_NORTH", EndpointStatus.Active),
            A.Endpoint("US_CENTRAL", EndpointStatus.PendingAcceptance, 1),
            A.Endpoint("US_EAST_2", EndpointStatus.PendingAcceptance, 2)
        );

        var open = Assert.Single(table.FindAll("[aria-expanded=true]"));
        Assert.Equal("Commands for US_CENTRAL", open.TextContent.Trim());
        Assert.Equal("approve US_CENTRAL", table.Find("pre").TextContent);
        Assert.NotNull(table.Find($"#{open.GetAttribute("aria-controls")}"));
    }

    [Fact]
    public void Why_tells_every_status_with_its_cause_and_what_comes_next()
    {
        var endpoint = A.Endpoint("US_EAST_2", EndpointStatus.Active);
        var table = Table(
            [
                new TimelineEntry(
                    endpoint.Id,
                    "INITIATING",
                    A.Now.AddMinutes(-5),
                    "Asked for by owner@acme.example.",
                    "owner@acme.example"
                ),
                new TimelineEntry(endpoint.Id, "PENDING_ACCEPTANCE", A.Now.AddMinutes(-4), "Atlas has made it.", "Atlas"),
                new TimelineEntry("65b0000000000000000000ff", "FAILED", A.Now, "Of another endpoint.", "Atlas"),
            ],
            endpoint
        );
        Assert.DoesNotContain("Asked for by", table.Said(), StringComparison.Ordinal);

        table.Button("History for US_EAST_2").Click();

        var why = table.Find("tr.table__more").TextContent;
        Assert.Contains("Asked for by owner@acme.example.", why, StringComparison.Ordinal);
        Assert.Contains("PENDING APPROVAL", why, StringComparison.Ordinal);
        Assert.Contains("It stays active until it is rejected or removed in Azure, or deleted here.", why, StringComparison.Ordinal);
        Assert.DoesNotContain("Of another endpoint.", why, StringComparison.Ordinal);

        table.Button("History for US_EAST_2").Click();
        Assert.Empty(table.FindAll("tr.table__more"));
    }

    [Fact]
    public void A_row_that_shows_the_same_is_not_drawn_again()
    {
        var (waiting, active) = (
            A.Endpoint("US_EAST_2", EndpointStatus.PendingAcceptance, 1),
            A.Endpoint("US_CENTRAL", EndpointStatus.Initiating, 2)
        );
        var table = Table(waiting, active);
        int[] Drawn() => [.. table.FindComponents<EndpointLine>().Select(line => line.RenderCount)];
        var before = Drawn();

        table.Render(parameters =>
            parameters
                .Add(shown => shown.Endpoints, [waiting with { }, active with { Status = EndpointStatus.Active }])
                .Add(shown => shown.Now, A.Now.AddSeconds(30))
        );

        Assert.Equal(before[0], Drawn()[0]);
        Assert.NotEqual(before[1], Drawn()[1]);
    }

    [Fact]
    public void A_row_whose_buttons_differ_is_drawn_again()
    {
        var endpoint = A.Endpoint("US_EAST_2", EndpointStatus.Failed);
        var table = Table(endpoint);
        var line = table.FindComponent<EndpointLine>();
        var before = line.RenderCount;

        table.Render(parameters => parameters.Add(shown => shown.ActionsOf, _ => new(EndpointOffer.TryAgain, IsBusy: true)));

        Assert.NotEqual(before, line.RenderCount);
    }

    private static string Cell(IElement row, string heading) => row.QuerySelector($"td[data-th='{heading}']")!.TextContent.Trim();

    private IRenderedComponent<EndpointTable> Table(params PrivateEndpoint[] endpoints) => Table([], endpoints);

    private IRenderedComponent<EndpointTable> Table(IReadOnlyList<TimelineEntry> entries, params PrivateEndpoint[] endpoints) =>
        Render<EndpointTable>(parameters =>
            parameters
                .Add(table => table.Endpoints, endpoints)
                .Add(table => table.Entries, entries)
                .Add(table => table.Now, A.Now)
                .Add(table => table.Usual, s_usual)
                .Add(table => table.OpenFirst, true)
                .Add(table => table.Commands, endpoint => [new Snippet("Azure CLI", $"approve {endpoint.Region}")])
        );
}
