using Atlas.KmsPortal.E2E.Fixtures;
using Atlas.KmsPortal.E2E.Pages;

namespace Atlas.KmsPortal.E2E.Journeys;

/// <summary>The portal for somebody who magnifies it four times, has no mouse, or chooses its colors.</summary>
public sealed class ZoomJourneys(BrowserFixture browser) : Journey(browser)
{
    // A window of 1280 by 900 pixels at 400 %.
    private const int ZoomedWidth = 320;
    private const int ZoomedHeight = 225;
    private const int Stops = 60;

    /// <summary>What has the focus and is covered by something else, or null.</summary>
    private const string Covered = """
        () => {
          const focused = document.activeElement;
          if (!focused || focused === document.body || focused.ariaExpanded === "true") return null;
          const box = (focused.closest("label, .mud-input-control, button, a") ?? focused).getBoundingClientRect();
          if (box.width < 2 || box.height < 2) return null;
          for (const part of [0.2, 0.5, 0.8]) {
            const y = box.top + box.height * part;
            if (y < 0 || y >= innerHeight) continue;
            const top = document.elementFromPoint(box.left + box.width / 2, y);
            if (top && (focused.contains(top) || top.contains(focused) || top.closest("label, .mud-input-control")?.contains(focused))) return null;
          }
          return focused.outerHTML.slice(0, 160);
        }
        """;

    /// <summary>What has the focus without an outline around it, around what it lies in or beside it, or with a border as thick; or null.</summary>
    private const string WithoutOutline = """
        () => {
          const focused = document.activeElement;
          if (!focused || focused === document.body) return null;
          const border = focused.closest(".mud-input")?.querySelector(".mud-input-outlined-border");
          if (border && parseFloat(getComputedStyle(border).borderTopWidth) >= 2) return null;
          for (let element = focused; element && element !== document.body; element = element.parentElement) {
            for (const part of [null, "::before", "::after"]) {
              const style = getComputedStyle(element, part);
              if (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) return null;
            }
            for (const sibling of element === focused ? element.parentElement?.children ?? [] : []) {
              const style = getComputedStyle(sibling);
              if (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) return null;
            }
          }
          return focused.outerHTML.slice(0, 160);
        }
        """;

    private static readonly string[] s_pages =
    [
        "/",
        $"/projects/{DemoProjects.Retail}/advanced",
        $"/projects/{DemoProjects.Payments}/advanced/azure/set-up",
        $"/projects/{DemoProjects.Payments}/clusters/ledger/edit",
    ];

    [Fact]
    public async Task Nothing_covers_what_has_the_focus_at_400_percent()
    {
        await SignInAsOwnerAsync();
        await Page.SetViewportSizeAsync(ZoomedWidth, ZoomedHeight);
        AssertNone(await WalkAsync(Covered));
    }

    [Fact]
    public async Task The_key_can_be_saved_at_400_percent()
    {
        var projects = await SignInAsOwnerAsync();
        await Page.SetViewportSizeAsync(ZoomedWidth, ZoomedHeight);
        var advanced = await projects.OpenAdvancedAsync(DemoProjects.Retail);
        await advanced.SwitchOnAsync();
        await advanced.FillInAzureAsync();
        await advanced.SaveAsync();
    }

    [Theory]
    [InlineData(ForcedColors.None)]
    [InlineData(ForcedColors.Active)]
    public async Task The_focus_is_seen_also_in_forced_colors(ForcedColors colors)
    {
        await Page.EmulateMediaAsync(new() { ForcedColors = colors });
        await SignInAsOwnerAsync();
        AssertNone(await WalkAsync(WithoutOutline));
    }

    // Not Empty, which cuts what it shows.
    private static void AssertNone(IReadOnlyList<string> found) => Assert.True(found.Count == 0, string.Join('\n', found));

    /// <summary>Tabs through the pages and collects what the script finds at a stop.</summary>
    private async Task<IReadOnlyList<string>> WalkAsync(string script)
    {
        List<string> found = [];
        foreach (var page in s_pages)
        {
            await Page.GotoAsync(page);
            await Page.InteractiveAsync();
            for (var stop = 0; stop < Stops; stop++)
            {
                await Page.Keyboard.PressAsync("Tab");
                if (await Page.EvaluateAsync<string?>(script) is { } && await StaysAsync(script) is { } element)
                {
                    found.Add($"{page}: {element}");
                }
            }
        }

        return found;
    }

    /// <summary>What the script still finds once the page stands still: a list that closes covers for a moment.</summary>
    private async Task<string?> StaysAsync(string script)
    {
        try
        {
            await Page.WaitForFunctionAsync($"() => ({script})() === null", null, new() { Timeout = 2_000 });
            return null;
        }
        catch (TimeoutException)
        {
            return await Page.EvaluateAsync<string?>(script);
        }
    }
}
