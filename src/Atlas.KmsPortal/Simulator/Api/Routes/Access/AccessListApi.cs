using Atlas.KmsPortal.AdminApi;
using Atlas.KmsPortal.Auditing;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Simulator.Api;

/// <summary>Who may connect to a project's clusters. Kept, and without effect: no simulated node listens.</summary>
internal static class AccessListApi
{
    private const string Document = "accessList";

    // Atlas gives a temporary entry no longer than this.
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(7);

    public static void MapAccessList(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/groups/{groupId}/accessList").WithTags("Project IP Access List");

        group
            .MapGet("/", ListAsync)
            .Operation("listGroupAccessListEntries", ApiPermission.ProjectReader)
            .Answers<PageBody<NetworkEntryBody>>();
        group
            .MapPost("/", AddAsync)
            .Operation("createGroupAccessListEntry", ApiPermission.ProjectOwner, takes: typeof(IReadOnlyList<NetworkEntryBody>))
            .Answers<PageBody<NetworkEntryBody>>(201);
        group
            .MapGet("/{entryValue}", GetAsync)
            .Operation("getGroupAccessListEntry", ApiPermission.ProjectReader)
            .Answers<NetworkEntryBody>();
        group
            .MapGet("/{entryValue}/status", StatusAsync)
            .Operation("getGroupAccessListStatus", ApiPermission.ProjectReader)
            .Answers<NetworkEntryStatusBody>();
        group.MapDelete("/{entryValue}", RemoveAsync).Operation("deleteGroupAccessListEntry", ApiPermission.ProjectOwner).Produces(204);
    }

    private static async Task<IResult> ListAsync(string groupId, ApiRequest request, KeptLists kept, CancellationToken cancellationToken) =>
        request.List(Shown(await kept.ReadAsync<NetworkEntryBody>(groupId, Document, cancellationToken), groupId, request, kept.Now));

    private static async Task<IResult> AddAsync(string groupId, ApiRequest request, KeptLists kept, CancellationToken cancellationToken)
    {
        var entries = (await request.ReadListAsync<NetworkEntryBody>(cancellationToken)).Select((entry, at) => entry.Normal(at)).ToList();
        if (
            entries.FindIndex(entry => entry.DeleteAfterDate is { } end && (end <= kept.Now || end > kept.Now + s_longest))
            is var wrong
                and >= 0
        )
        {
            throw new AtlasApiException(
                AtlasErrors.InvalidField($"[{wrong}].deleteAfterDate", "deleteAfterDate must be in the future and within one week.")
            );
        }

        var added = entries.Select(entry => entry.CidrBlock).ToHashSet();
        var all = await kept.ChangeAsync<NetworkEntryBody>(
            groupId,
            Document,
            before => [.. before.Where(entry => !added.Contains(entry.CidrBlock)), .. entries.DistinctBy(entry => entry.CidrBlock)],
            new(AtlasEvents.NetworkEntryAdded, $"{Words.List([.. entries.Select(entry => entry.CidrBlock!)])} added to the access list."),
            cancellationToken
        );
        return request.CreatedList(Shown(all, groupId, request, kept.Now));
    }

    private static async Task<IResult> GetAsync(
        string groupId,
        string entryValue,
        ApiRequest request,
        KeptLists kept,
        CancellationToken cancellationToken
    ) => request.Ok(await FindAsync(groupId, entryValue, request, kept, cancellationToken));

    private static async Task<IResult> StatusAsync(
        string groupId,
        string entryValue,
        ApiRequest request,
        KeptLists kept,
        CancellationToken cancellationToken
    )
    {
        await FindAsync(groupId, entryValue, request, kept, cancellationToken);
        return request.Ok(new NetworkEntryStatusBody("ACTIVE"));
    }

    private static async Task<IResult> RemoveAsync(
        string groupId,
        string entryValue,
        ApiRequest request,
        KeptLists kept,
        CancellationToken cancellationToken
    )
    {
        var removed = await FindAsync(groupId, entryValue, request, kept, cancellationToken);
        await kept.ChangeAsync<NetworkEntryBody>(
            groupId,
            Document,
            before => [.. before.Where(entry => entry.CidrBlock != removed.CidrBlock)],
            new(AtlasEvents.NetworkEntryRemoved, $"{removed.CidrBlock} removed from the access list."),
            cancellationToken
        );
        return request.NoContent();
    }

    private static async Task<NetworkEntryBody> FindAsync(
        string groupId,
        string entryValue,
        ApiRequest request,
        KeptLists kept,
        CancellationToken cancellationToken
    )
    {
        // Routing leaves an escaped slash as it came.
        var value = Uri.UnescapeDataString(entryValue);
        var block = NetworkEntryBody.BlockOf(value)?.ToString();
        var entries = Shown(await kept.ReadAsync<NetworkEntryBody>(groupId, Document, cancellationToken), groupId, request, kept.Now);
        return entries.FirstOrDefault(entry => entry.CidrBlock == block)
            ?? throw new AtlasApiException(AtlasErrors.NetworkEntryNotFound(value, groupId));
    }

    private static IReadOnlyList<NetworkEntryBody> Shown(
        IReadOnlyList<NetworkEntryBody> entries,
        string groupId,
        ApiRequest request,
        DateTimeOffset now
    ) =>
        [
            .. entries
                .Where(entry => !(entry.DeleteAfterDate <= now))
                .Select(entry =>
                    entry with
                    {
                        GroupId = groupId,
                        Links = request.SelfLink($"/groups/{groupId}/accessList/{Uri.EscapeDataString(entry.CidrBlock!)}"),
                    }
                ),
        ];
}
