using Atlas.KmsPortal.Auditing;
using Atlas.KmsPortal.Encryption;
using Microsoft.Extensions.Time.Testing;

namespace Atlas.KmsPortal.Tests.Auditing;

public sealed class RefusalCountsTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly RefusalCounts _counts;

    public RefusalCountsTests() => _counts = new(_clock);

    [Fact]
    public void The_same_is_told_at_every_order_of_magnitude()
    {
        var told = Enumerable.Range(0, 1234).Select(_ => _counts.Add(Of("kmsowner"))).OfType<CountedRefusal>();

        Assert.Equal([1, 10, 100, 1000], told.Select(counted => counted.Times));
    }

    [Fact]
    public void A_quarter_of_an_hour_later_it_is_news_again()
    {
        _counts.Add(Of("kmsowner"));
        _clock.Advance(RefusalCounts.Window);

        Assert.Equal(1, _counts.Add(Of("kmsowner"))?.Times);
    }

    [Fact]
    public void Another_address_name_or_reason_is_told_by_itself()
    {
        Refusal[] kinds = [Of("a"), Of("b"), Of("a") with { Address = "192.0.2.2" }, Of("a") with { Reason = "Another." }];

        Assert.All(kinds, kind => Assert.Equal(kind, _counts.Add(kind)?.Refusal));
    }

    [Fact]
    public void A_flood_is_told_within_bounds_and_counted_to_its_order_of_magnitude()
    {
        var told = Enumerable.Range(0, 100_000).Select(number => _counts.Add(Of($"name {number}"))).OfType<CountedRefusal>().ToList();

        Assert.Equal(100, told.Count(counted => counted.Refusal.Name.StartsWith("name", StringComparison.Ordinal)));
        Assert.Equal(
            [1, 10, 100, 1000, 10_000],
            told.Where(counted => counted.Refusal.Name == "several names").Select(counted => counted.Times)
        );
    }

    [Fact]
    public void A_day_of_it_is_some_thousands()
    {
        var told = 0;
        for (var minute = 0; minute < 24 * 60; minute++)
        {
            told += Enumerable.Range(0, 500).Count(number => _counts.Add(Of($"name {minute} {number}")) is not null);
            _clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.InRange(told, 2400, 3500);
    }

    private static Refusal Of(string name) =>
        new(AuditSource.Api, AtlasEvents.CredentialsRefused, "the Admin API", name, "192.0.2.1", "Wrong.", name);
}
