using System.Globalization;
using Atlas.KmsPortal.Accounts;
using Atlas.KmsPortal.Components.Frame;
using Atlas.KmsPortal.Encryption;
using Microsoft.AspNetCore.Components;

namespace Atlas.KmsPortal.Components.SignIn;

public sealed partial class SignInPage(
    SignInService accounts,
    NavigationManager navigation,
    IHostEnvironment environment,
    IConfiguration configuration
)
{
    private static readonly Dictionary<string, object?> s_email = new(StringComparer.Ordinal)
    {
        ["name"] = "Form.Email",
        ["autocomplete"] = "username",
    };

    private static readonly Dictionary<string, object?> s_password = new(StringComparer.Ordinal)
    {
        ["name"] = "Form.Password",
        ["autocomplete"] = "current-password",
    };

    private string? _problem;
    private string? _emailProblem;
    private string? _passwordProblem;

    [CascadingParameter]
    private HttpContext? HttpContext { get; set; }

    [SupplyParameterFromQuery(Name = "returnUrl")]
    private string? ReturnUrl { get; set; }

    [SupplyParameterFromForm(FormName = "sign-in")]
    private SignInForm? Form { get; set; }

    [SupplyParameterFromForm(FormName = "demo")]
    private string? Demo { get; set; }

    private bool IsEmbedded => !string.Equals(configuration["Atlas:Mode"], "Remote", StringComparison.OrdinalIgnoreCase);

    private async Task SignInAsync()
    {
        var email = Form?.Email?.Trim() ?? "";
        var password = Form?.Password ?? "";
        _emailProblem = email.Length == 0 ? "Enter your e-mail address." : null;
        _passwordProblem = password.Length == 0 ? "Enter your password." : null;
        if (_emailProblem is not null || _passwordProblem is not null)
        {
            return;
        }

        Tell(await accounts.SignInAsync(email, password), "The e-mail address or the password is wrong.");
    }

    private async Task SignInDemoAsync() => Tell(await accounts.SignInDemoAsync(Demo), "There is no such demo account here.");

    private void Tell(SignInAnswer answer, string wrong)
    {
        switch (answer.Outcome)
        {
            case SignInOutcome.SignedIn:
                navigation.NavigateTo(LocalAddress.OrHome(ReturnUrl));
                return;
            case SignInOutcome.Unavailable:
                TryLater.Tell(HttpContext);
                _problem = "The portal can’t reach its database at the moment. Try again in a few seconds.";
                return;
            case SignInOutcome.TooManyAttempts:
                var seconds = (int)Math.Ceiling(answer.Wait.TotalSeconds);
                HttpContext!.Response.StatusCode = StatusCodes.Status429TooManyRequests;
                HttpContext.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
                _problem = $"Too many failed attempts. Try again in {Words.Duration(TimeSpan.FromSeconds(seconds))}.";
                return;
            case SignInOutcome.Blocked:
                _problem = "This account is blocked. Ask an administrator.";
                return;
            default:
                _problem = wrong;
                return;
        }
    }

    private sealed class SignInForm
    {
        public string? Email { get; set; }
        public string? Password { get; set; }
    }
}
