using Atlas.KmsPortal.Auditing;
using Atlas.KmsPortal.Components.Activity;
using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Encryption;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.Extensions.DependencyInjection;

namespace Atlas.KmsPortal.Tests.Components.Activity;

public sealed class ActivityTests : PageTest
{
    [Theory]
    [InlineData(ProjectRole.Owner, 2)]
    [InlineData(ProjectRole.ReadOnly, 1)]
    public void Endpoints_are_told_of_to_owners_only(ProjectRole role, int entries)
    {
        Given(A.Project(), role);
        Log(Entry(AtlasEvents.EndpointCreated), Entry(AtlasEvents.ClusterReady));

        Assert.Equal(entries, Page<ActivityPage>().FindAll("tbody tr").Count);
    }

    [Theory]
    [InlineData("?via=api", 1)]
    [InlineData("?what=CLUSTER_READY", 1)]
    [InlineData("?who=Atlas", 2)]
    [InlineData("?text=endpoint", 1)]
    [InlineData("?text=nothing-like-it", 0)]
    [InlineData("?page=9", 0)]
    public void The_address_says_what_is_shown(string query, int entries)
    {
        Given(A.Project());
        Log(Entry(AtlasEvents.EndpointCreated), Entry(AtlasEvents.ClusterReady, AuditSource.Api));
        Services.GetRequiredService<BunitNavigationManager>().NavigateTo(query);

        Assert.Equal(entries, Page<ActivityPage>().FindAll("tbody tr").Count);
    }

    [Theory]
    [InlineData(AtlasEvents.EndpointCreated)]
    [InlineData(AtlasEvents.EndpointStatusChanged)]
    [InlineData("CLUSTER_DELETED")]
    [InlineData("ANOTHER_OF_ATLAS")]
    public void Every_kind_of_event_is_drawn(string eventType)
    {
        Given(A.Project());
        Log(Entry(eventType));

        Assert.NotEmpty(Page<ActivityPage>().FindAll("tbody .dot svg > *"));
    }

    [Fact]
    public void An_entry_opens_with_before_and_after()
    {
        Given(A.Project());
        Log(Entry(AtlasEvents.ConfigurationUpdated, before: """{"a":1,"b":{"c":true}}""", after: """{"a":1,"b":{"c":false}}"""));
        var page = Page<ActivityPage>();

        page.Find("tbody button").Click();

        Assert.Equal(("Yes", "No"), (page.Find("del").TextContent, page.Find("ins").TextContent));
        Assert.Single(page.FindAll("ins"));
    }

    [Fact]
    public void Lists_and_objects_are_laid_out_field_by_field()
    {
        var fields = EntryDiff.Of(null, """{"regions":[{"name":"US_EAST_2"},{"name":"US_CENTRAL"}],"tags":["a","b"],"none":null}""");

        Assert.Equal(
            [("regions[0].name", "US_EAST_2"), ("regions[1].name", "US_CENTRAL"), ("tags", "a, b")],
            fields.Select(field => (field.Name, field.After!))
        );
    }

    private void Log(params AuditRow[] rows)
    {
        using var database = Database();
        database.Audit.AddRange(rows);
        database.SaveChanges();
    }

    private static AuditRow Entry(string type, AuditSource source = AuditSource.Worker, string? before = null, string? after = null) =>
        new()
        {
            EventId = Guid.NewGuid().ToString("n")[..24],
            At = A.Now,
            Actor = "Atlas",
            Source = source,
            ProjectId = A.Project().Id,
            EventType = type,
            Summary = EventName.Of(type),
            Before = before,
            After = after,
        };
}
