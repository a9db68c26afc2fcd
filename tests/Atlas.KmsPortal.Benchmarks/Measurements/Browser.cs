using Microsoft.Playwright;

namespace Atlas.KmsPortal.Benchmarks.Measurements;

/// <summary>Chromium, each time with an empty cache.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private const string DebianChromium = "/usr/bin/chromium";
    private const float PatienceMilliseconds = 20_000;
    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private Browser(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    public static async Task<Browser> StartAsync()
    {
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(
            new()
            {
                ExecutablePath =
                    Environment.GetEnvironmentVariable("KMS_PORTAL_CHROMIUM") ?? (File.Exists(DebianChromium) ? DebianChromium : null),
                Args =
                [
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                ],
            }
        );
        return new(playwright, browser);
    }

    /// <param name="cookie">A header's value: name=value; name=value.</param>
    public async Task<IPage> NewPageAsync(Uri address, string? cookie)
    {
        var context = await _browser.NewContextAsync(
            new()
            {
                BaseURL = address.ToString(),
                ViewportSize = new() { Width = 1280, Height = 900 },
            }
        );
        context.SetDefaultTimeout(PatienceMilliseconds);
        var cookies =
            from pair in cookie?.Split("; ") ?? []
            let parts = pair.Split('=', 2)
            select new Cookie
            {
                Name = parts[0],
                Value = parts[1],
                Url = address.ToString(),
            };
        await context.AddCookiesAsync([.. cookies]);
        return await context.NewPageAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
