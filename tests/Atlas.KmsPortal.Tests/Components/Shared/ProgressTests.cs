using Atlas.KmsPortal.Components.Shared;
using Atlas.KmsPortal.Encryption;
using Bunit;

namespace Atlas.KmsPortal.Tests.Components.Shared;

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

    [Fact]
    public void Checks_are_told_by_words_and_not_by_colour_alone()
    {
        Remedy? taken = null;
        var remedy = new Remedy(RemedyKind.Page, "Renew", PortalPage.Advanced);
        var preflight = Render<Atlas.KmsPortal.Components.Shared.Preflight>(parameters =>
            parameters
                .Add(
                    p => p.Checks,
                    [new(PreflightOutcome.Pass, "Vault and key respond"), new(PreflightOutcome.Warn, "Secret ends", Remedy: remedy)]
                )
                .Add(p => p.OnRemedy, chosen => taken = chosen)
        );

        Assert.Contains("1 of 2 pass", preflight.Said(), StringComparison.Ordinal);
        Assert.Contains("Warning: Secret ends", preflight.Said(), StringComparison.Ordinal);
        preflight.Button("Renew").Click();
        Assert.Same(remedy, taken);
    }

    [Fact]
    public void Consequences_come_with_the_requests_that_do_the_same()
    {
        var plan = new Consequences(
            [new PlanStep("Atlas makes 1 endpoint.", EndpointStatus.Initiating)],
            [
                new PlannedCall.CreateEndpoint("65a0000000000000000000a1", CloudProvider.Azure, "US_EAST_2"),
                new PlannedCall.RemoveEndpoint("65a0000000000000000000a1", CloudProvider.Azure, "65a0000000000000000000e1"),
            ],
            [],
            "Can be undone."
        );

        var panel = Render<WhatWillHappen>(parameters => parameters.Add(p => p.Plan, plan));

        Assert.Contains("INITIATING", panel.Said(), StringComparison.Ordinal);
        Assert.Contains("Can be undone.", panel.Said(), StringComparison.Ordinal);
        Assert.Equal(
            """
            POST /api/atlas/v2/groups/65a0000000000000000000a1/encryptionAtRest/AZURE/privateEndpoints {"regionName":"US_EAST_2"}
            DELETE /api/atlas/v2/groups/65a0000000000000000000a1/encryptionAtRest/AZURE/privateEndpoints/65a0000000000000000000e1
            """,
            panel.Button("Copy 2 requests").GetAttribute("data-copy")
        );
    }
}
