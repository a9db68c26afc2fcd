namespace Atlas.KmsPortal.E2E.Pages;

public sealed class ProjectsPage(IPage page)
{
    public ILocator Project(string name) => page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true });

    public async Task<OverviewPage> OpenAsync(string projectId)
    {
        await page.GotoAsync($"/projects/{projectId}");
        return new(page);
    }

    public async Task<AdvancedPage> OpenAdvancedAsync(string projectId)
    {
        await page.GotoAsync($"/projects/{projectId}/advanced");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Advanced", Level = 1 })).ToBeVisibleAsync();
        await page.InteractiveAsync();
        return new(page);
    }
}

public sealed class OverviewPage(IPage page)
{
    public ILocator NextSteps => page.GetByRole(AriaRole.Region, new() { Name = "What to do next" });

    public ILocator Heading(string project) => page.GetByRole(AriaRole.Heading, new() { Name = project, Level = 1 });
}

internal static class PageExtensions
{
    /// <summary>Waits until the page answers to clicks: prerendered markup does not yet.</summary>
    public static Task InteractiveAsync(this IPage page) =>
        page.WaitForFunctionAsync("() => document.documentElement.dataset.live === 'true'");

    /// <summary>Waits until nothing moves or fades any more; what turns for as long as it works may go on.</summary>
    public static Task StandsStillAsync(this IPage page) =>
        page.WaitForFunctionAsync(
            "() => document.getAnimations().every(a => a.playState !== 'running' || a.effect?.getComputedTiming().iterations === Infinity)"
        );

    /// <summary>By keyboard; what counts is what the server wrote.</summary>
    public static async Task SwitchAsync(this IPage page, string label, bool on)
    {
        var input = page.GetByRole(AriaRole.Switch, new() { Name = label, Exact = true });
        await input.FocusAsync();
        if (await input.GetAttributeAsync("aria-checked") != (on ? "true" : "false"))
        {
            await input.PressAsync("Space");
        }

        await Expect(input).ToHaveAttributeAsync("aria-checked", on ? "true" : "false");
    }
}
