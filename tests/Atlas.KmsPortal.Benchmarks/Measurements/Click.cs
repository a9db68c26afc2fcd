using System.Text.RegularExpressions;
using Atlas.KmsPortal.Benchmarks.Apps;
using Microsoft.Playwright;

namespace Atlas.KmsPortal.Benchmarks.Measurements;

/// <summary>Choosing a region on Set Up, from the click to the picture, beside the template's counter.</summary>
internal sealed partial class Click : IMeasurement
{
    private const int Rounds = 6;
    private const int Clicks = 10;
    private const int Warm = 5;

    // The page times itself, so that the way to the browser costs nothing. A text is looked for, wherever the page shows it:
    // how often a region's name stands there changes with each choice.
    private const string Script = """
        window.bench = {
          quiet: () => new Promise(done => {
            let timer = setTimeout(end, 120);
            const last = setTimeout(end, 3000);
            const watch = new MutationObserver(() => { clearTimeout(timer); timer = setTimeout(end, 120); });
            watch.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
            function end() { watch.disconnect(); clearTimeout(timer); clearTimeout(last); done(); }
          }),
          time: (press, picture) => new Promise((done, fail) => {
            const before = picture();
            const late = setTimeout(() => { watch.disconnect(); fail(new Error("Nothing was shown.")); }, 10000);
            const watch = new MutationObserver(() => {
              if (picture() === before) return;
              watch.disconnect();
              clearTimeout(late);
              done(performance.now() - began);
            });
            watch.observe(document.body, { subtree: true, childList: true, characterData: true });
            const began = performance.now();
            press();
          }),
          counter: async () => {
            const button = [...document.querySelectorAll("main button, button")].find(it => it.textContent.includes("Click me"));
            const took = await bench.time(() => button.click(), () => document.querySelector("[role=status]").textContent);
            await bench.quiet();
            return took;
          },
          regions: () => [...document.querySelectorAll("[role=option], [role=checkbox], input[type=checkbox]")]
            .filter(it => !it.disabled && it.getAttribute("aria-disabled") !== "true" && it.getClientRects().length > 0)
            .map(it => ({ it, name: /\b(?:US|EUROPE|UK|ASIA|CANADA|INDIA|JAPAN|KOREA|FRANCE|NORWAY|SWEDEN|AUSTRALIA)(?:_[A-Z0-9]+)+\b/
              .exec(it.labels?.[0]?.textContent ?? it.getAttribute("aria-label") ?? (it.closest("li, tr, label") ?? it).textContent)?.[0] }))
            .filter(it => it.name),
          region: async at => {
            const found = bench.regions();
            const { it, name } = found[at % found.length];
            const main = document.querySelector("main");
            const took = await bench.time(() => it.click(), () => main.textContent.split(name).length);
            await bench.quiet();
            return took;
          },
        };
        """;

    public string Name => "click";

    public async Task<IReadOnlyList<Figure>> RunAsync(Published published)
    {
        await using var portal = await PortalUnderTest.StartAsync(published);
        await using var template = await TemplatePeer.StartAsync(published);
        await using var browser = await Browser.StartAsync();
        var setUp = await browser.NewPageAsync(portal.Address, await portal.SignInAsync());
        await setUp.GotoAsync(PortalUnderTest.SetUpPage(await portal.NewProjectAsync()));
        await setUp.WaitForFunctionAsync("() => document.documentElement.dataset.live === 'true'");
        await setUp.EvaluateAsync(Script);
        var counter = await browser.NewPageAsync(template.Address, cookie: null);
        await counter.GotoAsync(TemplatePeer.Counter, new() { WaitUntil = WaitUntilState.NetworkIdle });
        await counter.EvaluateAsync(Script);

        await ChooseAsync(setUp, Warm);
        await CountAsync(counter, Warm);
        var (ours, peers) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            peers.AddRange(await CountAsync(counter, Clicks));
            ours.AddRange(await ChooseAsync(setUp, Clicks));
        }

        var (own, peer) = (Report.Quantile(ours, 0.95), Report.Quantile(peers, 0.95));
        var (ownMedian, peerMedian) = (Report.Median(ours), Report.Median(peers));
        return
        [
            new("choosing a region, click to DOM, p95 ÷ template's counter", $"{own:0.0} ms", $"{peer:0.0} ms", own / peer),
            new("… median", $"{ownMedian:0.0} ms", $"{peerMedian:0.0} ms", ownMedian / peerMedian),
        ];
    }

    private static async Task<IReadOnlyList<double>> CountAsync(IPage page, int clicks)
    {
        var times = new List<double>();
        for (var click = 0; click < clicks; click++)
        {
            times.Add(await page.EvaluateAsync<double>("() => bench.counter()"));
        }

        return times;
    }

    private static async Task<IReadOnlyList<double>> ChooseAsync(IPage page, int clicks)
    {
        var times = new List<double>();
        for (var click = 0; click < clicks; click++)
        {
            await OpenListAsync(page);
            times.Add(await page.EvaluateAsync<double>("at => bench.region(at)", click));
        }

        return times;
    }

    /// <summary>Where the list is closed, however it is made.</summary>
    private static async Task OpenListAsync(IPage page)
    {
        if (await page.EvaluateAsync<int>("() => bench.regions().length") > 0)
        {
            return;
        }

        var button = page.GetByRole(AriaRole.Button, new() { Expanded = false, NameRegex = Opener() });
        var opener = await button.CountAsync() > 0 ? button : page.GetByRole(AriaRole.Combobox);
        await opener.First.ClickAsync();
        await page.WaitForFunctionAsync("() => bench.regions().length > 0");
        await page.EvaluateAsync("() => bench.quiet()");
    }

    [GeneratedRegex("open the list|browse all", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Opener();
}
