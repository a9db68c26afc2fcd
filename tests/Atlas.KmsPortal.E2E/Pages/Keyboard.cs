namespace Atlas.KmsPortal.E2E.Pages;

/// <summary>A page as somebody uses it who has no mouse.</summary>
public sealed class Keyboard(IPage page)
{
    private const int MaxStops = 80;

    /// <summary>Goes on with Tab until the element has the focus.</summary>
    public Task TabToAsync(ILocator element) => GoToAsync(element, "Tab");

    public Task TabBackToAsync(ILocator element) => GoToAsync(element, "Shift+Tab");

    public Task PressAsync(string key) => page.Keyboard.PressAsync(key);

    /// <summary>Goes to a field, and replaces what stands in it.</summary>
    public async Task FillAsync(ILocator field, string text)
    {
        await TabToAsync(field);
        await page.Keyboard.PressAsync("Control+a");
        await page.Keyboard.InsertTextAsync(text);
    }

    public async Task ActivateAsync(ILocator element, string key = "Enter")
    {
        await TabToAsync(element);
        await page.Keyboard.PressAsync(key);
    }

    private async Task GoToAsync(ILocator element, string key)
    {
        await Expect(element).ToBeVisibleAsync();
        for (var stops = 0; stops < MaxStops; stops++)
        {
            if (await element.EvaluateAsync<bool>("element => element === document.activeElement"))
            {
                return;
            }

            await page.Keyboard.PressAsync(key);
        }

        var trapped = await page.EvaluateAsync<string>("() => document.activeElement?.outerHTML.slice(0, 200) ?? ''");
        Assert.Fail($"{MaxStops} presses of {key} do not lead to {element}; the focus is on {trapped}");
    }
}

/// <summary>Hears what the announcer says.</summary>
public sealed class ScreenReader(IPage page)
{
    private const string Listen = """
        () => {
          window.said = [];
          for (const id of ["announcer", "announcer-alert"]) {
            const region = document.getElementById(id);
            new MutationObserver(changes => {
              for (const node of changes.flatMap(change => [...change.addedNodes])) {
                if (node instanceof Element && node.textContent.trim()) window.said.push(node.textContent.trim());
              }
            }).observe(region, { childList: true, subtree: true });
          }
        }
        """;

    public Task BeginAsync() => page.EvaluateAsync(Listen);

    public Task<string[]> SaidAsync() => page.EvaluateAsync<string[]>("() => window.said");

    /// <summary>Waits until it has said so many things.</summary>
    public Task HasSaidAsync(int sentences) => page.WaitForFunctionAsync($"() => window.said.length >= {sentences}");
}
