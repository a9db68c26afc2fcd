using Atlas.KmsPortal.Auditing;
using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Encryption;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Atlas.KmsPortal.Accounts;

/// <summary>Makes the first accounts: the demo world's in Development, the configured administrator elsewhere.</summary>
internal sealed class AccountSeeder(
    UserManager<PortalUser> users,
    PortalDbContext database,
    Memberships memberships,
    SecurityLog log,
    IConfiguration configuration,
    IHostEnvironment environment,
    ILogger<AccountSeeder> logger
)
{
    private const string EmailKey = "Portal:Admin:Email";
    private const string PasswordKey = "Portal:Admin:Password";

    /// <summary>Whether everybody is there whom <see cref="SeedAsync"/> would create.</summary>
    public static bool HasNothingToDo(Inhabitants there, IHostEnvironment environment) =>
        environment.IsDevelopment() ? there.DemoAccounts == DemoAccounts.All.Count : there is { Anybody: true, DemoAccounts: 0 };

    /// <summary>Sees to it that somebody can sign in.</summary>
    public async Task SeedAsync(CancellationToken cancellationToken)
    {
        if (environment.IsDevelopment())
        {
            await SeedDemoAsync(cancellationToken);
        }
        else
        {
            await RemovePublishedAsync();
            if (!await users.Users.AnyAsync(cancellationToken))
            {
                await SeedAdministratorAsync(cancellationToken);
            }
        }
    }

    // A database that leaves Development leaves behind who signs in with a password that everybody knows.
    private async Task RemovePublishedAsync()
    {
        foreach (var account in DemoAccounts.All)
        {
            if (await users.FindByEmailAsync(account.Email) is { } user && await users.CheckPasswordAsync(user, account.Password))
            {
                await users.DeleteAsync(user);
                logger.LogWarning("Removed the demo account {Email}: its password is known to everybody.", account.Email);
                await log.WriteAsync(
                    Actor.Portal,
                    new AuditEvent(AtlasEvents.AccountDeleted, $"Account {account.Email} removed. Everybody knows its password.")
                );
            }
        }
    }

    private async Task SeedDemoAsync(CancellationToken cancellationToken)
    {
        await EnsureAsync(DemoAccounts.Owner, [(DemoAccounts.OrganizationId, Membership.OrgOwner)], cancellationToken);
        await EnsureAsync(
            DemoAccounts.Reader,
            [.. DemoAccounts.ProjectIds.Select(id => (id, Membership.GroupReadOnly))],
            cancellationToken
        );
    }

    private async Task EnsureAsync(DemoAccount account, (string Scope, string Role)[] roles, CancellationToken cancellationToken)
    {
        if (await users.FindByEmailAsync(account.Email) is null)
        {
            var result = await CreateAsync(account.Email, account.Password, roles, cancellationToken);
            if (!result.Succeeded)
            {
                throw new InvalidOperationException($"The demo account {account.Email} could not be created: {Reasons(result)}");
            }
        }
    }

    private async Task SeedAdministratorAsync(CancellationToken cancellationToken)
    {
        var email = configuration[EmailKey];
        var password = configuration[PasswordKey];
        if (string.IsNullOrWhiteSpace(email) || !email.Contains('@'))
        {
            throw new InvalidOperationException(
                $"Nobody can sign in yet, and {EmailKey} is {Found(email)}. Set it to the first owner's e-mail address, and {PasswordKey} to a password."
            );
        }

        if (string.IsNullOrEmpty(password))
        {
            throw new InvalidOperationException(
                $"Nobody can sign in yet, and {PasswordKey} is not set. Set it to a password of at least 12 characters."
            );
        }

        var result = await CreateAsync(email, password, [(Membership.EveryOrganization, Membership.OrgOwner)], cancellationToken);
        if (!result.Succeeded)
        {
            throw new InvalidOperationException($"The account of {EmailKey} and {PasswordKey} could not be created: {Reasons(result)}");
        }

        logger.LogInformation("Created the first account, {Email}.", email);
    }

    private async Task<IdentityResult> CreateAsync(
        string email,
        string password,
        (string Scope, string Role)[] roles,
        CancellationToken cancellationToken
    )
    {
        // The store of accounts works on the same context: whoever is created has a role, or is not there when the process ends in between.
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        var user = new PortalUser { UserName = email, Email = email };
        var result = await users.CreateAsync(user, password);
        if (result.Succeeded)
        {
            database.Memberships.AddRange(
                roles.Select(role => new MembershipRow
                {
                    UserId = user.Id,
                    ScopeId = role.Scope,
                    Role = role.Role,
                })
            );
            var what = string.Join(", ", roles.Select(role => $"{role.Role} in {InWords(role.Scope)}"));
            database.Audit.Add(
                log.Row(Actor.Portal, new AuditEvent(AtlasEvents.AccountCreated, $"Account {email} created. Its roles: {what}."))
            );
            await database.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            memberships.Forget(user.Id);
        }

        return result;
    }

    private static string InWords(string scope) => scope == Membership.EveryOrganization ? "every organization" : scope;

    private static string Found(string? value) => string.IsNullOrWhiteSpace(value) ? "not set" : $"'{value}'";

    private static string Reasons(IdentityResult result) => string.Join(' ', result.Errors.Select(error => error.Description));
}
