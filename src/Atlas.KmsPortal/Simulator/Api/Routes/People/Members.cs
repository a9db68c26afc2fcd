using System.Globalization;
using Atlas.KmsPortal.AdminApi;
using Atlas.KmsPortal.Data;
using Microsoft.EntityFrameworkCore;

namespace Atlas.KmsPortal.Simulator.Api;

/// <summary>A person with an account of the portal, and where they have which role.</summary>
/// <param name="Roles">By organization and project id, those only that the question was about.</param>
internal sealed record Member(string Id, string Username, ILookup<string, string> Roles)
{
    public string FirstName => Named(Local.Split('.')[0]);

    public string LastName =>
        Named(Local.Contains('.', StringComparison.Ordinal) ? Local.Split('.')[^1] : Username.Split('@')[^1].Split('.')[0]);

    private string Local => Username.Split('@')[0];

    // The portal asks nobody for a name; an address nearly always holds one.
    private static string Named(string part) => CultureInfo.InvariantCulture.TextInfo.ToTitleCase(part);
}

/// <summary>People as the Admin API shows them: the portal's accounts, by their memberships.</summary>
internal sealed class Members(IDbContextFactory<PortalDbContext> databases)
{
    /// <summary>Those with a role in the project, by name; an owner of the organization has one by implication.</summary>
    public async Task<IReadOnlyList<Member>> OfProjectAsync(
        string groupId,
        string organizationId,
        bool includeOwners,
        CancellationToken cancellationToken
    )
    {
        var found = await ReadAsync([groupId, organizationId, MembershipRow.EveryOrganization], organizationId, cancellationToken);
        return
        [
            .. found.Where(member =>
                member.Roles.Contains(groupId) || (includeOwners && member.Roles[organizationId].Contains(ApiRole.OrganizationOwner))
            ),
        ];
    }

    /// <summary>Those with a role in the organization or in a project of it, by name.</summary>
    public async Task<IReadOnlyList<Member>> OfOrganizationAsync(string organizationId, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var projects = await database
            .Projects.Where(row => row.OrganizationId == organizationId)
            .Select(row => row.Id)
            .ToListAsync(cancellationToken);
        return await ReadAsync([.. projects, organizationId, MembershipRow.EveryOrganization], organizationId, cancellationToken);
    }

    /// <summary>Since when there can be members: the organization's id holds the second that it was made in, and accounts keep none.</summary>
    public static DateTimeOffset Since(string organizationId) =>
        DateTimeOffset.FromUnixTimeSeconds(long.Parse(organizationId[..8], NumberStyles.HexNumber, CultureInfo.InvariantCulture));

    private async Task<IReadOnlyList<Member>> ReadAsync(
        IReadOnlyList<string> scopes,
        string organizationId,
        CancellationToken cancellationToken
    )
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var rows = await (
            from membership in database.Memberships
            where EF.Parameter(scopes).Contains(membership.ScopeId)
            join user in database.Users on membership.UserId equals user.Id
            orderby user.NormalizedEmail
            select new
            {
                user.Id,
                user.Email,
                membership.ScopeId,
                membership.Role,
            }
        ).ToListAsync(cancellationToken);
        return
        [
            .. rows.GroupBy(row => (row.Id, row.Email))
                .Select(person => new Member(
                    AtlasIds.From(person.Key.Id),
                    person.Key.Email ?? "",
                    person
                        .Select(row => (Scope: row.ScopeId is MembershipRow.EveryOrganization ? organizationId : row.ScopeId, row.Role))
                        .Distinct()
                        .ToLookup(row => row.Scope, row => row.Role)
                )),
        ];
    }
}
