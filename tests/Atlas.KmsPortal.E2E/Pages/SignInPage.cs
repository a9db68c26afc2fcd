namespace Atlas.KmsPortal.E2E.Pages;

public sealed class SignInPage(IPage page)
{
    /// <summary>Signs a demo account in with its button.</summary>
    public async Task<ProjectsPage> SignInAsync(string email)
    {
        await page.GotoAsync("/sign-in");
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new(email) }).ClickAsync();
        await page.WaitForURLAsync(address => !address.Contains("/sign-in", StringComparison.Ordinal));
        return new(page);
    }

    public async Task TryAsync(string email, string password)
    {
        await page.GetByLabel("E-mail").FillAsync(email);
        await page.GetByLabel("Password").FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
    }

    public ILocator Problem => page.GetByRole(AriaRole.Alert);
}
