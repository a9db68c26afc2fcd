using System.Globalization;
using Atlas.KmsPortal.AdminApi;
using Microsoft.AspNetCore.Http.Extensions;

namespace Atlas.KmsPortal.Simulator.Api;

/// <summary>Which part of a list is asked for.</summary>
internal sealed record PageQuery(int PageNum, int ItemsPerPage, bool IncludeCount)
{
    private const int DefaultItems = 100;
    private const int MostItems = 500;

    public static PageQuery Read(HttpRequest request) =>
        new(
            request.Query.Number("pageNum", 1, 1, int.MaxValue),
            request.Query.Number("itemsPerPage", DefaultItems, 1, MostItems),
            request.Query.Flag("includeCount", otherwise: true)
        );

    public PageBody<T> Of<T>(IReadOnlyList<T> all, HttpRequest request)
    {
        var first = (PageNum - 1L) * ItemsPerPage;
        return Of<T>(first >= all.Count ? [] : [.. all.Skip((int)first).Take(ItemsPerPage)], all.Count, request);
    }

    public PageBody<T> Of<T>(IReadOnlyList<T> results, int total, HttpRequest request)
    {
        var links = new List<LinkBody> { new(Href(request, PageNum), "self") };
        if (PageNum > 1)
        {
            links.Add(new LinkBody(Href(request, PageNum - 1), "previous"));
        }

        if ((long)PageNum * ItemsPerPage < total)
        {
            links.Add(new LinkBody(Href(request, PageNum + 1), "next"));
        }

        return new PageBody<T>(links, results, IncludeCount ? total : null);
    }

    // As Atlas orders them: includeCount, then what the list is filtered by, then the page.
    private string Href(HttpRequest request, int page)
    {
        var query = new QueryBuilder { { "includeCount", IncludeCount ? "true" : "false" } };
        foreach (var (name, values) in request.Query.Where(pair => pair.Key is not ("includeCount" or "pageNum" or "itemsPerPage")))
        {
            query.Add(name, values.Select(value => value ?? ""));
        }

        query.Add("pageNum", page.ToString(CultureInfo.InvariantCulture));
        query.Add("itemsPerPage", ItemsPerPage.ToString(CultureInfo.InvariantCulture));
        return UriHelper.BuildAbsolute(
            request.Scheme,
            request.Host,
            request.PathBase,
            request.Path.Value!.TrimEnd('/'),
            query.ToQueryString()
        );
    }
}

/// <summary>Query parameters, read as strictly as bodies.</summary>
internal static class QueryParameters
{
    public static string? Text(this IQueryCollection query, string name) =>
        query[name] switch
        {
            { Count: 0 } => null,
            { Count: 1 } one when !one.ToString().Contains('\0') => one.ToString(),
            _ => throw new AtlasApiException(AtlasErrors.InvalidQueryParameter(name, "given once, as plain text")),
        };

    public static bool Flag(this IQueryCollection query, string name, bool otherwise) =>
        query.Text(name) switch
        {
            null => otherwise,
            "true" => true,
            "false" => false,
            _ => throw new AtlasApiException(AtlasErrors.InvalidQueryParameter(name, "true or false")),
        };

    public static int Number(this IQueryCollection query, string name, int otherwise, int least, int most) =>
        query.Text(name) is not { } text ? otherwise
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number
        : throw new AtlasApiException(
            AtlasErrors.InvalidQueryParameter(
                name,
                most == int.MaxValue ? $"a whole number from {least} on" : $"a whole number from {least} to {most}"
            )
        );
}
