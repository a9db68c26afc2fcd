using Atlas.KmsPortal.AdminApi;

namespace Atlas.KmsPortal.Simulator.Api;

/// <summary>The request as a handler sees it: who asks, in which version, for which page; and how to answer. One per request.</summary>
internal sealed class ApiRequest
{
    private HttpContext? _context;
    private ApiCaller? _caller;

    public ApiCaller Caller => _caller ?? throw new InvalidOperationException("The request is not authenticated yet.");

    /// <summary>The version to answer in.</summary>
    public DateOnly Version { get; private set; }

    /// <summary>The version that the body is written in: its own, or else the answer's.</summary>
    public DateOnly BodyVersion { get; private set; }

    private HttpContext Context => _context ?? throw new InvalidOperationException("The request has not begun.");

    public void Begin(HttpContext context, ApiCaller caller) => (_context, _caller) = (context, caller);

    /// <summary>Settles the version, or refuses.</summary>
    public void Negotiate(AtlasOperation operation)
    {
        var headers = Context.Request.Headers;
        var bodyVersion = operation.Body is null ? null : AtlasMediaType.ForBody(Context.Request.ContentType, operation.Versions);
        Version = AtlasMediaType.ForAnswer(headers.Accept, operation.Versions, bodyVersion);
        BodyVersion = bodyVersion ?? Version;
    }

    public async Task<T> ReadAsync<T>(CancellationToken cancellationToken)
        where T : class => StrictJson.Read<T>(await RequestBody.ReadAsync(Context, StrictJson.MaxBytes, cancellationToken));

    public async Task<IReadOnlyList<T>> ReadListAsync<T>(CancellationToken cancellationToken)
        where T : class => StrictJson.ReadList<T>(await RequestBody.ReadAsync(Context, StrictJson.MaxBytes, cancellationToken));

    /// <summary>What the query says by that name; null when it says nothing.</summary>
    public string? Query(string name) => Context.Request.Query.Text(name);

    /// <summary>Every value of a query parameter that may be repeated or hold a comma-separated list.</summary>
    public IReadOnlyList<string> QueryList(string name) =>
        [.. Context.Request.Query[name].SelectMany(value => (value ?? "").Split(',')).Where(value => value.Length > 0)];

    public bool QueryFlag(string name, bool otherwise = false) => Context.Request.Query.Flag(name, otherwise);

    public PageQuery Page() => PageQuery.Read(Context.Request);

    public string Link(string path) => $"{Context.Request.Scheme}://{Context.Request.Host}{Context.Request.PathBase}{path}";

    /// <param name="path">Below the Admin API's root.</param>
    public IReadOnlyList<LinkBody> SelfLink(string path) => [new LinkBody(Link("/api/atlas/v2" + path), "self")];

    public IResult Ok(object body) => new AtlasAnswer(200, body);

    public IResult Created(object body) => new AtlasAnswer(201, body);

    public IResult Accepted(object body) => new AtlasAnswer(202, body);

    public IResult NoContent() => new AtlasAnswer(204, null);

    /// <summary>A page that was read as one, out of <paramref name="total"/>.</summary>
    public IResult Page<T>(IReadOnlyList<T> results, int total) => new AtlasAnswer(200, Page().Of(results, total, Context.Request));

    /// <summary>The list that something was added to.</summary>
    public IResult CreatedList<T>(IReadOnlyList<T> all) => new AtlasAnswer(201, Page().Of(all, Context.Request));

    /// <summary>One page of <paramref name="all"/>, with Atlas's links around it.</summary>
    public IResult List<T>(IReadOnlyList<T> all) => new AtlasAnswer(200, Page().Of(all, Context.Request));
}
