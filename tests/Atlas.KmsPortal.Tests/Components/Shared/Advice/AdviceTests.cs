using Atlas.KmsPortal.Components.Shared.Advice;
using Atlas.KmsPortal.Encryption;
using Bunit;
using PreflightCard = Atlas.KmsPortal.Components.Shared.Advice.Preflight;

namespace Atlas.KmsPortal.Tests.Components.Shared.Advice;

public sealed class AdviceTests : ComponentTest
{
    [Fact]
    public void Checks_are_told_by_words_and_not_by_colour_alone()
    {
        Remedy? taken = null;
        var remedy = new Remedy(RemedyKind.Page, "Renew", PortalPage.Advanced);
        var preflight = Render<PreflightCard>(parameters =>
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
