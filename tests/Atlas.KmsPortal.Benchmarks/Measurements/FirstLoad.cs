using Atlas.KmsPortal.Benchmarks.Apps;
using Microsoft.Playwright;

namespace Atlas.KmsPortal.Benchmarks.Measurements;

/// <summary>What a browser with nothing in its cache loads for Set Up, until the page is live: bytes over the wire, and requests.</summary>
internal sealed class FirstLoad : IMeasurement
{
    public string Name => "load";

    public async Task<IReadOnlyList<Figure>> RunAsync(Published published)
    {
        await using var portal = await PortalUnderTest.StartAsync(published);
        await using var template = await TemplatePeer.StartAsync(published);
        await using var browser = await Browser.StartAsync();
        var path = PortalUnderTest.SetUpPage(await portal.NewProjectAsync());
        var cookie = await portal.SignInAsync();
        // The first of each warms what the server makes once.
        await LoadAsync(browser, portal.Address, path, cookie);
        await LoadAsync(browser, template.Address, TemplatePeer.Counter, cookie: null);
        var ours = await LoadAsync(browser, portal.Address, path, cookie);
        var peers = await LoadAsync(browser, template.Address, TemplatePeer.Counter, cookie: null);
        return
        [
            new(
                "first load of Set Up, bytes ÷ template's",
                $"{ours.Bytes / 1000:0} KB",
                $"{peers.Bytes / 1000:0} KB",
                ours.Bytes / peers.Bytes
            ),
            new("first load of Set Up, requests", $"{ours.Requests}", $"{peers.Requests}", (double)ours.Requests / peers.Requests),
        ];
    }

    private static async Task<(double Bytes, int Requests)> LoadAsync(Browser browser, Uri address, string path, string? cookie)
    {
        var page = await browser.NewPageAsync(address, cookie);
        var network = await page.Context.NewCDPSessionAsync(page);
        var (bytes, requests) = (0.0, 0);
        network.Event("Network.loadingFinished").OnEvent += (_, data) =>
        {
            bytes += data!.Value.GetProperty("encodedDataLength").GetDouble();
            requests++;
        };
        await network.SendAsync("Network.enable");
        await page.GotoAsync(path, new() { WaitUntil = WaitUntilState.NetworkIdle });
        await page.Context.CloseAsync();
        return (bytes, requests);
    }
}
