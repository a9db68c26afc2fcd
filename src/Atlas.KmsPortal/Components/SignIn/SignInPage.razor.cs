using System.Globalization;
using Atlas.KmsPortal.Accounts;
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

    [SupplyParameterFromQuery(Name = "returnUrl")]
    private string? ReturnUrl { get; set; }

    [SupplyParameterFromForm(FormName = "sign-in")]
    private SignInForm? Form { get; set; }

    [SupplyParameterFromForm(FormName = "demo")]
    private string? Demo { get; set; }

    [CascadingParameter]
    private HttpContext? Context { get; set; }

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

        var answer = await accounts.SignInAsync(email, password);
        switch (answer.Outcome)
        {
            case SignInOutcome.SignedIn:
                GoOn();
                break;
            case SignInOutcome.TooManyAttempts:
                var seconds = (int)Math.Ceiling(answer.Wait.TotalSeconds);
                Context!.Response.StatusCode = StatusCodes.Status429TooManyRequests;
                Context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
                _problem = $"Too many failed attempts. Try again in {Words.Duration(TimeSpan.FromSeconds(seconds))}.";
                break;
            case SignInOutcome.Blocked:
                _problem = "This account is blocked. Ask an administrator.";
                break;
            default:
                _problem = "The e-mail address or the password is wrong.";
                break;
        }
    }

    private async Task SignInDemoAsync()
    {
        if (await accounts.SignInDemoAsync(Demo))
        {
            GoOn();
            return;
        }

        _problem = "There is no such demo account here.";
    }

    private void GoOn() => navigation.NavigateTo(LocalAddress.OrHome(ReturnUrl));

    private sealed class SignInForm
    {
        public string? Email { get; set; }
        public string? Password { get; set; }
    }
}
