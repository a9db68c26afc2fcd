namespace Atlas.KmsPortal.E2E.Pages;

public sealed class SetUpPage(IPage page)
{
    public ILocator Continue => page.GetByRole(AriaRole.Button, new() { Name = "Continue", Exact = true });

    public ILocator Blockers => page.GetByRole(AriaRole.Status).Filter(new() { HasText = "stop" });

    public ILocator Region(string name) => page.GetByRole(AriaRole.Checkbox, new() { Name = name, Exact = true });

    /// <summary>The chip of a chosen region: drawn by the server, so the choice has reached it.</summary>
    public ILocator Chosen(string region) => page.GetByRole(AriaRole.Button, new() { Name = $"Remove {region}", Exact = true });

    /// <summary>Says that the choice is on disk.</summary>
    public ILocator Kept => page.GetByText("Your choice is kept if you leave.");

    public Task SelectAsync(string region) => Region(region).CheckAsync();

    /// <summary>The one-click way out of a missing region.</summary>
    public Task AddAsync(string region) => page.GetByRole(AriaRole.Button, new() { Name = $"Add {region}" }).ClickAsync();

    public async Task<ApprovePage> ContinueAsync(string heading = "Approve Endpoints")
    {
        await Continue.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = heading, Level = 1 })).ToBeVisibleAsync();
        return new(page);
    }
}
