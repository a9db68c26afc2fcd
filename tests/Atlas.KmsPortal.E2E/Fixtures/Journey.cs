using Atlas.KmsPortal.E2E.Pages;

namespace Atlas.KmsPortal.E2E.Fixtures;

/// <summary>A person at a portal of their own. A failed journey leaves a screenshot.</summary>
public abstract class Journey(BrowserFixture browser) : IAsyncLifetime
{
    private const float PatienceMilliseconds = 30_000;
    private IBrowserContext _context = null!;

    protected PortalProcess Portal { get; private set; } = null!;

    protected IPage Page { get; private set; } = null!;

    /// <summary>Configuration over the journeys' defaults.</summary>
    protected virtual IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>();

    protected virtual ColorScheme Theme => ColorScheme.Light;

    public async ValueTask InitializeAsync()
    {
        SetDefaultExpectTimeout(PatienceMilliseconds);
        Portal = await PortalProcess.StartAsync(Settings);
        Page = await OpenBrowserAsync(Theme);
    }

    public async ValueTask DisposeAsync()
    {
        if (TestContext.Current.TestState?.Result is TestResult.Failed)
        {
            var folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "screenshots"));
            var name = string.Concat((TestContext.Current.Test?.TestDisplayName ?? "journey").Split(Path.GetInvalidFileNameChars()));
            await Page.ScreenshotAsync(new() { Path = Path.Combine(folder.FullName, name + ".png"), FullPage = true });
        }

        await _context.DisposeAsync();
        await Portal.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>A second browser of the same person, or of another.</summary>
    protected async Task<IPage> OpenBrowserAsync(ColorScheme theme = ColorScheme.Light, int width = 1280)
    {
        _context = await browser.Browser.NewContextAsync(
            new()
            {
                BaseURL = Portal.BaseAddress.ToString(),
                ColorScheme = theme,
                ViewportSize = new() { Width = width, Height = 900 },
            }
        );
        _context.SetDefaultTimeout(PatienceMilliseconds);
        return await _context.NewPageAsync();
    }

    protected Task<ProjectsPage> SignInAsOwnerAsync() => new SignInPage(Page).SignInAsync("owner@acme.example");

    protected Task<ProjectsPage> SignInAsReaderAsync() => new SignInPage(Page).SignInAsync("reader@acme.example");
}
