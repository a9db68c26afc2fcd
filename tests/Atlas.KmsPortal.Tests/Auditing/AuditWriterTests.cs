using Atlas.KmsPortal.Auditing;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Tests.Auditing;

public sealed class AuditWriterTests
{
    private static readonly DateTimeOffset s_now = new(2026, 5, 3, 10, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(AuditSource.Portal)]
    [InlineData(AuditSource.Api)]
    [InlineData(AuditSource.Worker)]
    public void Every_source_writes_the_same_row(AuditSource source)
    {
        var happened = new AuditEvent(AtlasEvents.GroupNameChanged, "Renamed.", new { Name = "a" }, new { Name = "b" })
        {
            OrganizationId = "o",
            ProjectId = "p",
        };

        var row = AuditWriter.Row(new Actor("owner@acme.example", source), s_now, happened);

        Assert.Equal((source, "owner@acme.example", s_now), (row.Source, row.Actor, row.At));
        Assert.Equal(("o", "p", AtlasEvents.GroupNameChanged, "Renamed."), (row.OrganizationId, row.ProjectId, row.EventType, row.Summary));
        Assert.Equal(("""{"name":"a"}""", """{"name":"b"}"""), (row.Before, row.After));
        Assert.Matches("^[0-9a-f]{24}$", row.EventId);
    }

    [Fact]
    public void An_event_of_no_project_has_nothing_to_compare()
    {
        var row = AuditWriter.Row(Actor.Atlas, s_now, new AuditEvent(AtlasEvents.SimulatorChanged, "Moved."));

        Assert.Equal((null, null, null, null), (row.OrganizationId, row.ProjectId, row.Before, row.After));
    }

    [Fact]
    public void A_secret_is_left_out_whoever_hands_it_in()
    {
        var change = new EncryptionChange(
            new AzureKeyVaultChange { ClientId = "632ff709-32a8-48a3-8224-30d2386fadaf", Secret = "azure-secret" },
            new AwsKmsChange { Secret = "aws-secret" }
        );

        var row = AuditWriter.Row(Actor.Atlas, s_now, new AuditEvent(AtlasEvents.ConfigurationUpdated, "Saved.", null, change));

        Assert.Contains("632ff709-32a8-48a3-8224-30d2386fadaf", row.After, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", row.After, StringComparison.OrdinalIgnoreCase);
    }
}
