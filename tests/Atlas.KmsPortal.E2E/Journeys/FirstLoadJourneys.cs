using Atlas.KmsPortal.E2E.Fixtures;

namespace Atlas.KmsPortal.E2E.Journeys;

/// <summary>What the first visit of a wizard page costs over the wire.</summary>
public sealed class FirstLoadJourneys(BrowserFixture browser) : Journey(browser)
{
    private const int MaxBytes = 125 * 1024;
    private const int MaxRequests = 12;

    [Fact]
    public async Task The_set_up_page_is_small_and_every_text_is_compressed()
    {
        await SignInAsOwnerAsync();
        using var api = new Api(Portal.BaseAddress);
        await api.RequirePrivateNetworkingAsync(DemoProjects.Payments);
        await using var cold = await Page.Context.Browser!.NewContextAsync(
            new() { BaseURL = Portal.BaseAddress.ToString(), StorageState = await Page.Context.StorageStateAsync() }
        );
        var page = await cold.NewPageAsync();
        var session = await cold.NewCDPSessionAsync(page);
        await session.SendAsync("Network.enable");
        double bytes = 0;
        session.Event("Network.loadingFinished").OnEvent += (_, finished) =>
            bytes += finished!.Value.GetProperty("encodedDataLength").GetDouble();
        List<IResponse> answers = [];
        page.Response += (_, answer) => answers.Add(answer);

        await page.GotoAsync($"/projects/{DemoProjects.Payments}/advanced/azure/set-up", new() { WaitUntil = WaitUntilState.NetworkIdle });
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Set Up Private Networking for Azure" })).ToBeVisibleAsync();

        Assert.InRange(answers.Count, 5, MaxRequests);
        Assert.InRange(bytes, 10_000, MaxBytes);
        Assert.DoesNotContain(answers, answer => answer.Url.Contains(".woff", StringComparison.Ordinal));
        foreach (var answer in answers)
        {
            var type = await answer.HeaderValueAsync("content-type") ?? "";
            var isText =
                type.Contains("text/", StringComparison.Ordinal)
                || type.Contains("javascript", StringComparison.Ordinal)
                || type.Contains("svg", StringComparison.Ordinal);
            var length = (await answer.BodyAsync()).Length;
            // A few hundred bytes do not get smaller.
            if (isText && length > 1_000)
            {
                Assert.Contains(await answer.HeaderValueAsync("content-encoding"), new[] { "br", "gzip" });
            }
        }
    }
}
