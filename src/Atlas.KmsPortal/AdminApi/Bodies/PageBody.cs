using System.Text.Json.Serialization;

namespace Atlas.KmsPortal.AdminApi;

/// <summary>One page of a list.</summary>
/// <param name="TotalCount">Of all pages; left out when the caller does not want it counted.</param>
/// <param name="Status">The HTTP status, only with <c>envelope=true</c>.</param>
public sealed record PageBody<T>(
    IReadOnlyList<LinkBody> Links,
    IReadOnlyList<T> Results,
    int? TotalCount = null,
    [property: JsonPropertyName("status")] int? Status = null
) : IPageBody
{
    public object WithStatus(int status) => this with { Status = status };
}

/// <summary>A page whatever it lists.</summary>
public interface IPageBody
{
    object WithStatus(int status);
}

public sealed record LinkBody(string Href, string Rel);
