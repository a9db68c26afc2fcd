using System.Text.Json;
using Atlas.KmsPortal.AdminApi;

namespace Atlas.KmsPortal.Simulator.Api;

/// <summary>A successful answer: the resolved media type, and the <c>envelope</c> and <c>pretty</c> that the query asks for.</summary>
internal sealed class AtlasAnswer(int status, object? body) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var request = httpContext.RequestServices.GetRequiredService<ApiRequest>();
        var response = httpContext.Response;
        response.StatusCode = status;
        if (body is null)
        {
            // A type without a body makes clients look for one.
            return Task.CompletedTask;
        }

        response.ContentType = AtlasMediaType.Of(request.Version) + ";charset=utf-8";
        var shown = request.QueryFlag("envelope") ? Enveloped(body) : body;
        var bytes = JsonSerializer.SerializeToUtf8Bytes(
            shown,
            shown.GetType(),
            request.QueryFlag("pretty") ? AtlasJson.Pretty : AtlasJson.Options
        );
        response.ContentLength = bytes.Length;
        return response.Body.WriteAsync(bytes, httpContext.RequestAborted).AsTask();
    }

    // For clients that cannot see the status line. A list is an envelope already and only gains the status.
    private object Enveloped(object content) => content is IPageBody page ? page.WithStatus(status) : new EnvelopeBody(status, content);

    private sealed record EnvelopeBody(int Status, object Content);
}
