using System.Collections.Concurrent;
using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Encryption;
using Microsoft.EntityFrameworkCore;

namespace Atlas.KmsPortal.Accounts;

/// <summary>
/// Everybody's roles, one query a person; an account that is blocked has none. Remembered until one of that person is written here, and no longer than a second, since
/// another process on the same database may write one too.
/// </summary>
internal sealed class Memberships(IDbContextFactory<PortalDbContext> databases, TimeProvider clock)
{
    private static readonly TimeSpan s_keptFor = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<string, Remembered> _people = new(StringComparer.Ordinal);

    public async Task<ProjectRoles> RolesOfAsync(string userId, CancellationToken cancellationToken)
    {
        if (_people.TryGetValue(userId, out var known) && known.At is { } at && clock.GetElapsedTime(at) < s_keptFor)
        {
            return known.Roles;
        }

        // In place before the read begins, so that whoever forgets meanwhile takes it away.
        var coming = new Remembered(ProjectRoles.None, At: null);
        _people[userId] = coming;
        var asked = clock.GetTimestamp();
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var blockedFrom = clock.GetUtcNow() + LiveSessions.LongestPause;
        var rows = await (
            from row in database.Memberships.AsNoTracking()
            join user in database.Users on row.UserId equals user.Id
            where row.UserId == userId && (user.LockoutEnd == null || user.LockoutEnd < blockedFrom)
            select row
        ).ToListAsync(cancellationToken);
        var read = new Remembered(RolesFrom(rows), asked);
        _people.TryUpdate(userId, read, coming);
        return read.Roles;
    }

    /// <summary>Call after a membership of the person was written.</summary>
    public void Forget(string userId) => _people.TryRemove(userId, out _);

    private static ProjectRoles RolesFrom(IReadOnlyList<MembershipRow> rows)
    {
        var owned = rows.Where(row => row.Role is Membership.OrgOwner or Membership.GroupOwner).Select(row => row.ScopeId).ToHashSet();
        var readable = rows.Where(row => row.Role is Membership.GroupReadOnly).Select(row => row.ScopeId).ToHashSet();
        return new(owned.Contains(Membership.EveryOrganization), owned, readable);
    }

    /// <param name="At">When it was asked for; null while it is being read.</param>
    private sealed record Remembered(ProjectRoles Roles, long? At);
}
