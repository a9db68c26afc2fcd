namespace Atlas.KmsPortal.E2E.Pages;

public sealed class SetUpPage(IPage page)
{
    public ILocator Continue => page.GetByRole(AriaRole.Button, new() { Name = "Continue", Exact = true });

    public ILocator Blockers => page.GetByRole(AriaRole.Region, new() { NameRegex = new("^Resolve .* to continue$") });

    public ILocator Search => page.GetByRole(AriaRole.Combobox, new() { NameRegex = new("^Search .* regions$") });

    public ILocator Region(string name) => page.GetByRole(AriaRole.Checkbox, new() { Name = name, Exact = true });

    /// <summary>The chip of a chosen region: drawn by the server, so the choice has reached it.</summary>
    public ILocator Chosen(string region) => page.GetByRole(AriaRole.Button, new() { Name = $"Remove {region}", Exact = true });

    /// <summary>Says that the choice is on disk.</summary>
    public ILocator Kept => page.GetByText("Your selection is saved.");

    /// <summary>Checks its box where it is in view, and searches for it otherwise.</summary>
    public async Task SelectAsync(string region)
    {
        if (await Region(region).IsVisibleAsync())
        {
            await Region(region).CheckAsync();
        }
        else
        {
            await Search.FillAsync(region);
            await page.GetByRole(AriaRole.Option, new() { NameRegex = new($"^{region} ") }).ClickAsync();
        }

        await Expect(Chosen(region)).ToBeVisibleAsync();
    }

    /// <summary>The one-click way out of a missing region.</summary>
    public Task AddAsync(string region) => page.GetByRole(AriaRole.Button, new() { Name = $"Add {region}" }).ClickAsync();

    public async Task<ApprovePage> ContinueAsync(string heading = "Approve Endpoints")
    {
        await Continue.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = heading, Level = 1 })).ToBeVisibleAsync();
        return new(page);
    }
}
