namespace Atlas.KmsPortal.E2E.Pages;

/// <summary>The vault owner's side.</summary>
public sealed class AzureSidePage(IPage page)
{
    public ILocator Connection(string region) => page.GetByRole(AriaRole.Row).Filter(new() { HasText = region }).First;

    public async Task OpenAsync()
    {
        await page.GotoAsync("/azure");
        await page.InteractiveAsync();
    }

    public async Task RejectAsync(string region)
    {
        await Connection(region).GetByRole(AriaRole.Button, new() { NameRegex = new("^Reject") }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { NameRegex = new("^Reject") }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog)).ToBeHiddenAsync();
    }
}
