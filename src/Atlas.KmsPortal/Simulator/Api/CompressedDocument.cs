using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace Atlas.KmsPortal.Simulator.Api;

/// <summary>A document as it goes over the wire: compressed once, under a tag that changes with it.</summary>
internal sealed class CompressedDocument(byte[] plain)
{
    private readonly byte[] _brotli = Compress(plain, stream => new BrotliStream(stream, CompressionLevel.Optimal));
    private readonly byte[] _gzip = Compress(plain, stream => new GZipStream(stream, CompressionLevel.Optimal));
    private readonly string _digest = Convert.ToHexStringLower(SHA256.HashData(plain))[..32];

    public async Task WriteAsync(HttpContext context, string contentType)
    {
        var (request, response) = (context.Request, context.Response);
        var (encoding, body) = Choose(request);
        // Each encoding is a representation of its own, and a strong tag stands for one.
        var tag = new EntityTagHeaderValue($"\"{_digest}{(encoding is null ? "" : "-" + encoding)}\"");
        response.Headers.Vary = HeaderNames.AcceptEncoding;
        response.Headers.CacheControl = "no-cache";
        response.GetTypedHeaders().ETag = tag;
        if (Knows(request, tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.ContentType = contentType;
        response.ContentLength = body.Length;
        if (encoding is not null)
        {
            response.Headers.ContentEncoding = encoding;
        }

        if (!HttpMethods.IsHead(request.Method))
        {
            await response.Body.WriteAsync(body, context.RequestAborted);
        }
    }

    private (string? Encoding, byte[] Body) Choose(HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().AcceptEncoding;
        return Accepts("br") ? ("br", _brotli)
            : Accepts("gzip") ? ("gzip", _gzip)
            : (null, plain);

        bool Accepts(string encoding) =>
            accepted.Any(value => value.Value.Equals(encoding, StringComparison.OrdinalIgnoreCase) && value.Quality is not 0);
    }

    private static bool Knows(HttpRequest request, EntityTagHeaderValue tag) =>
        request.GetTypedHeaders().IfNoneMatch.Any(known => known.Tag == "*" || known.Compare(tag, useStrongComparison: false));

    private static byte[] Compress(byte[] plain, Func<Stream, Stream> compressor)
    {
        using var compressed = new MemoryStream();
        using (var stream = compressor(compressed))
        {
            stream.Write(plain);
        }

        return compressed.ToArray();
    }
}
