namespace Atlas.KmsPortal.E2E.Pages;

public sealed class ApprovePage(IPage page)
{
    public ILocator Done => page.GetByRole(AriaRole.Button, new() { Name = "Done", Exact = true });

    public ILocator Rows(string region) =>
        page.Locator("tbody tr")
            .Filter(new() { Has = page.GetByText(region, new() { Exact = true }) })
            .Filter(new() { Has = page.Locator(".badge") });

    public ILocator Row(string region, string status) => Rows(region).Filter(new() { HasText = status });

    public Task SeesAsync(string region, string status) => Expect(Row(region, status)).ToBeVisibleAsync();

    public Task ApproveAsync(string region) =>
        Rows(region).GetByRole(AriaRole.Button, new() { Name = "Approve", Exact = true }).ClickAsync();
}
