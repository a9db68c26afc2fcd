using Atlas.KmsPortal.Auditing;
using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Data.Sqlite;
using Atlas.KmsPortal.Encryption;
using Microsoft.AspNetCore.Identity;

namespace Atlas.KmsPortal.Hosting;

/// <summary>A new password for an account whose own is lost, by whoever may run programs beside the database.</summary>
internal static class PasswordChange
{
    public const string Argument = "--set-password";

    /// <summary>Sets what the first line of the input says, and lets a locked account in again.</summary>
    /// <returns>The exit code: 1 when nothing was changed; the output then says why.</returns>
    /// <exception cref="InvalidOperationException">The database cannot be used; the message says why.</exception>
    public static async Task<int> SetPasswordAsync(this IServiceProvider services, string email, TextReader input, TextWriter output)
    {
        var database = services.GetRequiredService<DatabaseFile>();
        if (!File.Exists(database.Path))
        {
            await output.WriteLineAsync($"There is no database {database.Path}. Check ConnectionStrings:Portal, or start the portal once.");
            return 1;
        }

        try
        {
            await services.GetRequiredService<SqliteUpgrade>().RunAsync(CancellationToken.None);
            return await SetAsync(services, email, input, output);
        }
        catch (Exception exception) when (database.WhyNot(exception) is { } reason)
        {
            throw new InvalidOperationException(reason, exception);
        }
    }

    private static async Task<int> SetAsync(IServiceProvider services, string email, TextReader input, TextWriter output)
    {
        await using var scope = services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<PortalUser>>();
        if (await users.FindByEmailAsync(email) is not { } user)
        {
            await output.WriteLineAsync($"There is no account {email}.");
            return 1;
        }

        var password = await input.ReadLineAsync() ?? "";
        var problems = new List<IdentityError>();
        foreach (var validator in users.PasswordValidators)
        {
            problems.AddRange((await validator.ValidateAsync(users, user, password)).Errors);
        }

        if (problems.Count > 0)
        {
            await output.WriteLineAsync(string.Join(' ', problems.Select(problem => problem.Description)));
            return 1;
        }

        var who = new Actor(Environment.UserName, AuditSource.CommandLine);
        scope
            .ServiceProvider.GetRequiredService<PortalDbContext>()
            .Audit.Add(
                scope
                    .ServiceProvider.GetRequiredService<SecurityLog>()
                    .Row(who, new AuditEvent(AtlasEvents.PasswordChanged, $"Password of {user.Email} changed. Its sessions have ended."))
            );
        user.LockoutEnd = null;
        user.AccessFailedCount = 0;
        user.PasswordHash = users.PasswordHasher.HashPassword(user, password);
        // Saves the rest too, and ends every session: they have the old stamp.
        var saved = await users.UpdateSecurityStampAsync(user);
        await output.WriteLineAsync(
            saved.Succeeded
                ? $"The password of {email} was changed."
                : string.Join(' ', saved.Errors.Select(problem => problem.Description))
        );
        return saved.Succeeded ? 0 : 1;
    }
}
