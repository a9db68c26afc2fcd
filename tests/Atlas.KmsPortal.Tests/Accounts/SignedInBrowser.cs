using System.Net;
using System.Text.RegularExpressions;

namespace Atlas.KmsPortal.Tests.Accounts;

/// <summary>A browser without a screen: it signs in with the form of the page and keeps its cookies.</summary>
internal sealed partial class SignedInBrowser : IDisposable
{
    private readonly HttpClient _http;

    private SignedInBrowser(Uri address, CookieContainer cookies, string? from = null)
    {
        Cookies = cookies;
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = cookies }) { BaseAddress = address };
        _http.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        if (from is not null)
        {
            _http.DefaultRequestHeaders.Add("X-Forwarded-For", from);
        }
    }

    public CookieContainer Cookies { get; }

    public static async Task<SignedInBrowser> OpenAsync(Uri address, string email, string password)
    {
        var browser = new SignedInBrowser(address, new CookieContainer());
        using var answer = await browser.SignInAsync(email, password);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return browser;
    }

    /// <summary>One that nobody has signed in with.</summary>
    /// <param name="from">Its address, where the host trusts this machine as a proxy.</param>
    public static SignedInBrowser Stranger(Uri address, string? from = null) => new(address, new CookieContainer(), from);

    /// <summary>One with the same cookies, as a thief would have it.</summary>
    public SignedInBrowser Copy()
    {
        var cookies = new CookieContainer();
        cookies.Add(Cookies.GetAllCookies());
        return new SignedInBrowser(_http.BaseAddress!, cookies);
    }

    public async Task<HttpResponseMessage> SignInAsync(string email, string password)
    {
        var page = await _http.GetStringAsync(new Uri("/sign-in", UriKind.Relative));
        return await PostAsync(
            "/sign-in",
            page,
            new()
            {
                ["_handler"] = "sign-in",
                ["Form.Email"] = email,
                ["Form.Password"] = password,
            }
        );
    }

    /// <summary>As the buttons of the demo accounts do it.</summary>
    public async Task<HttpResponseMessage> SignInDemoAsync(string email)
    {
        var page = await _http.GetStringAsync(new Uri("/sign-in", UriKind.Relative));
        return await PostAsync("/sign-in", page, new() { ["_handler"] = "demo", ["Demo"] = email });
    }

    public async Task SignOutAsync()
    {
        var page = await _http.GetStringAsync(new Uri("/", UriKind.Relative));
        using var answer = await PostAsync("/sign-out", page, []);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    /// <returns>Whether pages are shown, rather than the sign-in.</returns>
    public async Task<bool> IsInAsync() => await StatusOfAsync("/") == 200;

    public async Task<int> StatusOfAsync(string path)
    {
        using var answer = await _http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        return (int)answer.StatusCode;
    }

    public async Task<string> TextOfAsync(string path)
    {
        using var answer = await _http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    public void Dispose() => _http.Dispose();

    private Task<HttpResponseMessage> PostAsync(string path, string page, Dictionary<string, string> fields)
    {
        fields["__RequestVerificationToken"] = Token().Match(page).Groups["value"].Value;
        return _http.PostAsync(new Uri(path, UriKind.Relative), new FormUrlEncodedContent(fields), TestContext.Current.CancellationToken);
    }

    [GeneratedRegex("""name="__RequestVerificationToken" value="(?<value>[^"]+)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Token();
}
