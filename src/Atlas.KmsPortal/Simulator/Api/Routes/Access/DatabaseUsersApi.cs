using Atlas.KmsPortal.AdminApi;
using Atlas.KmsPortal.Auditing;

namespace Atlas.KmsPortal.Simulator.Api;

/// <summary>Database users. Kept without their passwords, and without effect: there is no database to sign in to.</summary>
internal static class DatabaseUsersApi
{
    private const string Document = "databaseUsers";

    public static void MapDatabaseUsers(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/groups/{groupId}/databaseUsers").WithTags("Database Users");

        group.MapGet("/", ListAsync).Operation("listGroupDatabaseUsers", ApiPermission.ProjectReader).Answers<PageBody<DatabaseUserBody>>();
        group
            .MapPost("/", CreateAsync)
            .Operation("createGroupDatabaseUser", ApiPermission.ProjectOwner, takes: typeof(DatabaseUserBody))
            .Answers<DatabaseUserBody>(201);
        group
            .MapGet("/{databaseName}/{username}", GetAsync)
            .Operation("getGroupDatabaseUser", ApiPermission.ProjectReader)
            .Answers<DatabaseUserBody>();
        group
            .MapPatch("/{databaseName}/{username}", UpdateAsync)
            .Operation("updateGroupDatabaseUser", ApiPermission.ProjectOwner, takes: typeof(DatabaseUserChangeBody))
            .Answers<DatabaseUserBody>();
        group
            .MapDelete("/{databaseName}/{username}", DeleteAsync)
            .Operation("deleteGroupDatabaseUser", ApiPermission.ProjectOwner)
            .Produces(204);
    }

    private static async Task<IResult> ListAsync(string groupId, ApiRequest request, KeptLists kept, CancellationToken cancellationToken) =>
        request.List([.. (await ReadAsync(groupId, kept, cancellationToken)).Select(user => Shown(user, groupId, request))]);

    private static async Task<IResult> CreateAsync(string groupId, ApiRequest request, KeptLists kept, CancellationToken cancellationToken)
    {
        var body = await request.ReadAsync<DatabaseUserBody>(cancellationToken);
        if (body.Password is null && !body.SignsInElsewhere)
        {
            throw new AtlasApiException(
                AtlasErrors.InvalidField("password", "A database user needs a password, or another way to authenticate.")
            );
        }

        if (body.DatabaseName is "$external" != body.SignsInElsewhere)
        {
            throw new AtlasApiException(
                AtlasErrors.InvalidField("databaseName", "databaseName must be $external for external users, and admin for the others.")
            );
        }

        RefusePast(body.DeleteAfterDate, kept.Now);
        var user = body.Kept();
        await kept.ChangeAsync<DatabaseUserBody>(
            groupId,
            Document,
            before =>
                Living(before, kept.Now).Any(other => Is(other, user.DatabaseName!, user.Username!))
                    ? throw new AtlasApiException(AtlasErrors.DatabaseUserExists(user.Username!))
                    : [.. Living(before, kept.Now), user],
            new(AtlasEvents.DatabaseUserAdded, $"Database user {user.Username} added."),
            cancellationToken
        );
        return request.Created(Shown(user, groupId, request));
    }

    private static async Task<IResult> GetAsync(
        string groupId,
        string databaseName,
        string username,
        ApiRequest request,
        KeptLists kept,
        CancellationToken cancellationToken
    )
    {
        var users = await ReadAsync(groupId, kept, cancellationToken);
        return request.Ok(Shown(users[IndexOf(users, databaseName, username)], groupId, request));
    }

    private static async Task<IResult> UpdateAsync(
        string groupId,
        string databaseName,
        string username,
        ApiRequest request,
        KeptLists kept,
        CancellationToken cancellationToken
    )
    {
        var body = await request.ReadAsync<DatabaseUserChangeBody>(cancellationToken);
        RefusePast(body.DeleteAfterDate, kept.Now);
        DatabaseUserBody? changed = null;
        await kept.ChangeAsync<DatabaseUserBody>(
            groupId,
            Document,
            before =>
            {
                var users = Living(before, kept.Now);
                var at = IndexOf(users, databaseName, username);
                users[at] = changed = body.Over(users[at]);
                return users;
            },
            new(AtlasEvents.DatabaseUserUpdated, $"Database user {username} changed."),
            cancellationToken
        );
        return request.Ok(Shown(changed!, groupId, request));
    }

    private static async Task<IResult> DeleteAsync(
        string groupId,
        string databaseName,
        string username,
        ApiRequest request,
        KeptLists kept,
        CancellationToken cancellationToken
    )
    {
        await kept.ChangeAsync<DatabaseUserBody>(
            groupId,
            Document,
            before =>
            {
                var users = Living(before, kept.Now);
                users.RemoveAt(IndexOf(users, databaseName, username));
                return users;
            },
            new(AtlasEvents.DatabaseUserDeleted, $"Database user {username} deleted."),
            cancellationToken
        );
        return request.NoContent();
    }

    private static async Task<List<DatabaseUserBody>> ReadAsync(string groupId, KeptLists kept, CancellationToken cancellationToken) =>
        Living(await kept.ReadAsync<DatabaseUserBody>(groupId, Document, cancellationToken), kept.Now);

    // A temporary user goes by itself.
    private static List<DatabaseUserBody> Living(IReadOnlyList<DatabaseUserBody> users, DateTimeOffset now) =>
        [.. users.Where(user => !(user.DeleteAfterDate <= now))];

    private static int IndexOf(List<DatabaseUserBody> users, string databaseName, string username) =>
        users.FindIndex(user => Is(user, databaseName, Uri.UnescapeDataString(username))) is var at and >= 0
            ? at
            : throw new AtlasApiException(AtlasErrors.UsernameNotFound(username));

    private static bool Is(DatabaseUserBody user, string databaseName, string username) =>
        (user.DatabaseName, user.Username) == (databaseName, username);

    private static void RefusePast(DateTimeOffset? end, DateTimeOffset now)
    {
        if (end <= now || end > now.AddDays(7))
        {
            throw new AtlasApiException(
                AtlasErrors.InvalidField("deleteAfterDate", "deleteAfterDate must be in the future and within one week.")
            );
        }
    }

    private static DatabaseUserBody Shown(DatabaseUserBody user, string groupId, ApiRequest request) =>
        user with
        {
            GroupId = groupId,
            Links = request.SelfLink($"/groups/{groupId}/databaseUsers/{user.DatabaseName}/{Uri.EscapeDataString(user.Username!)}"),
        };
}
