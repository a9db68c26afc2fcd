using Atlas.KmsPortal.Accounts;
using Atlas.KmsPortal.Auditing;
using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Encryption;
using Atlas.KmsPortal.Throttling;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;

namespace Atlas.KmsPortal.Hosting;

/// <summary>Who is at the portal: ASP.NET Core Identity with a cookie.</summary>
public static class AccountsHosting
{
    private const string SignInPath = "/sign-in";

    private static readonly PathString[] s_programs = ["/api", "/subscriptions", "/_blazor"];

    internal static void AddAccounts(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        services
            .AddIdentityCore<PortalUser>(options =>
            {
                options.User.RequireUniqueEmail = true;
                // Length is what guessing costs, and CommonPasswords what is guessed first. Rules about kinds of letters would refuse a passphrase.
                options.Password = new PasswordOptions
                {
                    RequiredLength = 12,
                    RequireDigit = false,
                    RequireLowercase = false,
                    RequireUppercase = false,
                    RequireNonAlphanumeric = false,
                };
            })
            .AddPasswordValidator<CommonPasswords>()
            .AddErrorDescriber<PasswordSentences>()
            .AddEntityFrameworkStores<PortalDbContext>()
            .AddSignInManager();

        services.ConfigureApplicationCookie(options =>
        {
            options.Cookie.Name = "kms-portal";
            options.Cookie.HttpOnly = true;
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.LoginPath = SignInPath;
            options.AccessDeniedPath = "/";
            options.ReturnUrlParameter = "returnUrl";
            options.ExpireTimeSpan = TimeSpan.FromHours(12);
            options.Events.OnRedirectToLogin = ToSignIn;
            // People live in real time, also while the simulator's clock is moved: nobody is signed out by it.
            options.TimeProvider = TimeProvider.System;
        });
        services
            .AddOptions<CookieAuthenticationOptions>(IdentityConstants.ApplicationScheme)
            .Configure<SessionTickets>((options, sessions) => options.SessionStore = sessions);
        services.Configure<SecurityStampValidatorOptions>(options => options.TimeProvider = TimeProvider.System);
        services.Configure<AntiforgeryOptions>(options =>
        {
            options.Cookie.Name = "kms-portal-form";
            options.Cookie.HttpOnly = true;
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.SuppressXFrameOptionsHeader = true;
        });

        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        services.AddCascadingAuthenticationState();
        services.AddSingleton<LiveSessions>();
        services.AddSingleton<SessionTickets>();
        services.AddScoped<AuthenticationStateProvider, LiveAuthenticationState>();
        services.AddSingleton<Memberships>();
        // Guesses and what became of them happen in real time, whatever the simulated clock says.
        services.AddSingleton<GuessLimits>();
        services.AddSingleton<KnownAddresses>();
        services.AddSingleton<KnownClients>();
        services.AddSingleton<SecurityLog>();
        services.AddScoped<IProjectAccess, ProjectAccess>();
        services.AddSingleton<DraftStore>();
        services.AddSingleton<IDraftStore>(provider => provider.GetRequiredService<DraftStore>());
        services.AddHostedService<DraftExpiry>();
        services.AddScoped<SignInService>();
        services.AddScoped<AccountSeeder>();
    }

    internal static void MapSignOut(this WebApplication app) =>
        app.MapPost(
            "/sign-out",
            async (HttpContext context, IAntiforgery antiforgery, SignInManager<PortalUser> signIn, SecurityLog log) =>
            {
                if (!await antiforgery.IsRequestValidAsync(context))
                {
                    return Results.BadRequest();
                }

                await signIn.SignOutAsync();
                if (context.User.Identity?.Name is { } name)
                {
                    await log.WriteAsync(
                        new Actor(name, AuditSource.Portal),
                        new AuditEvent(AtlasEvents.SignedOut, $"{name} signed out, from {ClientAddress.TextOf(context)}.")
                    );
                }

                return Results.LocalRedirect(SignInPath);
            }
        );

    // A page leads to the sign-in; a program, the circuits' hub included, gets the bare status.
    private static Task ToSignIn(RedirectContext<CookieAuthenticationOptions> context)
    {
        if (
            HttpMethods.IsGet(context.Request.Method)
            && !s_programs.Any(path => context.Request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase))
        )
        {
            context.Response.Redirect(context.RedirectUri);
        }
        else
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        }

        return Task.CompletedTask;
    }
}
