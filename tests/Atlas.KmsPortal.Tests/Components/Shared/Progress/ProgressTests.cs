using Atlas.KmsPortal.Components.Shared.Progress;
using Bunit;

namespace Atlas.KmsPortal.Tests.Components.Shared.Progress;

public sealed class ProgressTests : ComponentTest
{
    private static readonly DateTimeOffset s_now = new(2026, 11, 22, 14, 28, 0, TimeSpan.Zero);

    [Fact]
    public void Elapsed_is_told_in_words_from_the_servers_clock()
    {
        var elapsed = Render<Elapsed>(parameters => parameters.Add(e => e.Since, s_now.AddSeconds(-252)).Add(e => e.Now, s_now));

        Assert.Equal("4 min 12 s", elapsed.Said());
    }

    [Fact]
    public void A_bar_never_runs_past_its_end()
    {
        var progress = Render<ElapsedProgress>(parameters =>
            parameters
                .Add(p => p.Since, s_now.AddMinutes(-5))
                .Add(p => p.Now, s_now)
                .Add(p => p.Usually, "1 to 2 min")
                .Add(p => p.Max, TimeSpan.FromMinutes(2))
                .Add(p => p.Label, "Elapsed in US_CENTRAL")
        );

        var bar = progress.Find("progress");
        Assert.Equal("120", bar.GetAttribute("value"));
        Assert.Equal("Elapsed in US_CENTRAL", bar.GetAttribute("aria-label"));
        Assert.Contains("5:00", progress.Said(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_stepper_says_where_one_is()
    {
        var stepper = Render<Stepper>(parameters =>
            parameters.Add(s => s.Steps, [new("Choose regions", "set-up"), new("Approve Endpoints"), new("Done")]).Add(s => s.Current, 1)
        );

        Assert.Contains("Approve Endpoints", stepper.Find("[aria-current=step]").TextContent, StringComparison.Ordinal);
        Assert.Equal("set-up", stepper.Link("Choose regions").GetAttribute("href"));
    }
}
