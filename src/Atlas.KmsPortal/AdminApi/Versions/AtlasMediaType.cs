using System.Globalization;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Atlas.KmsPortal.AdminApi;

/// <summary>Reads and writes <c>application/vnd.atlas.2023-01-01+json</c> and decides which version a request means.</summary>
public static class AtlasMediaType
{
    private const string Prefix = "application/vnd.atlas.";
    private const string Suffix = "+json";

    public static string Of(DateOnly version) => $"{Prefix}{version:yyyy-MM-dd}{Suffix}";

    /// <summary>The version to answer in. A date that somebody asks for by name counts before <c>application/json</c> or <c>*/*</c>.</summary>
    /// <param name="bodyVersion">The version of the body, which answers a caller that accepts anything.</param>
    public static DateOnly ForAnswer(StringValues accept, ResourceVersions versions, DateOnly? bodyVersion = null)
    {
        if (StringValues.IsNullOrEmpty(accept))
        {
            return bodyVersion ?? versions.Newest;
        }

        if (!MediaTypeHeaderValue.TryParseList(accept, out var ranges))
        {
            throw new AtlasApiException(AtlasErrors.NotAcceptable(accept.ToString()));
        }

        var wanted = ranges.Where(range => range.Quality is not 0).OrderByDescending(range => range.Quality ?? 1).ToList();
        var named = wanted.Select(range => range.MediaType.Value!).FirstOrDefault(IsVersioned);
        if (named is not null)
        {
            return Resolve(named, versions);
        }

        return wanted.Exists(IsAnyJson)
            ? bodyVersion ?? versions.Newest
            : throw new AtlasApiException(AtlasErrors.NotAcceptable(accept.ToString()));
    }

    /// <summary>The version that a body is written in; null when its type is plain <c>application/json</c>.</summary>
    public static DateOnly? ForBody(string? contentType, ResourceVersions versions)
    {
        if (!MediaTypeHeaderValue.TryParse(contentType, out var type) || !IsUtf8(type))
        {
            throw new AtlasApiException(AtlasErrors.UnsupportedMediaType(contentType));
        }

        var name = type.MediaType.Value!;
        if (IsVersioned(name))
        {
            return Resolve(name, versions);
        }

        return name.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            ? null
            : throw new AtlasApiException(AtlasErrors.UnsupportedMediaType(contentType));
    }

    private static bool IsVersioned(string name) =>
        name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && name.EndsWith(Suffix, StringComparison.OrdinalIgnoreCase);

    private static bool IsAnyJson(MediaTypeHeaderValue range) =>
        range.MatchesAllTypes
        || range.MediaType.Equals("application/*", StringComparison.OrdinalIgnoreCase)
        || range.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase);

    private static bool IsUtf8(MediaTypeHeaderValue type) =>
        !type.Charset.HasValue || HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase);

    private static DateOnly Resolve(string name, ResourceVersions versions)
    {
        var text = name[Prefix.Length..^Suffix.Length];
        return
            DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var asked)
            && versions.Resolve(asked) is { } version
            ? version
            : throw new AtlasApiException(AtlasErrors.InvalidVersionDate(text, versions.Oldest));
    }
}
