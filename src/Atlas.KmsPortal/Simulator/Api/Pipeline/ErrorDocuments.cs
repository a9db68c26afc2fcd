using System.Text.Json;
using Atlas.KmsPortal.AdminApi;
using Atlas.KmsPortal.Encryption;
using Microsoft.AspNetCore.WebUtilities;

namespace Atlas.KmsPortal.Simulator.Api;

/// <summary>Whatever goes wrong below answers in Atlas's error document: refusals, unknown routes, and what nobody foresaw.</summary>
internal sealed class ErrorDocuments(RequestDelegate next, ILogger<ErrorDocuments> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            if (context.RequestAborted.IsCancellationRequested)
            {
                return;
            }

            await WriteAsync(context, ErrorOf(exception, context));
            return;
        }

        if (context.Response is { HasStarted: false, StatusCode: >= 400, ContentLength: null, ContentType: null })
        {
            await WriteAsync(context, BareStatus(context));
        }
    }

    public static async Task WriteAsync(HttpContext context, AtlasError error)
    {
        await RequestBody.DrainAsync(context);

        var response = context.Response;
        response.StatusCode = error.Status;
        // Always plain JSON, whatever the caller accepts: the Go SDK shows nothing of any other type.
        response.ContentType = "application/json";
        var bytes = JsonSerializer.SerializeToUtf8Bytes(AtlasErrorBody.From(error), AtlasJson.Options);
        response.ContentLength = bytes.Length;
        await response.Body.WriteAsync(bytes, context.RequestAborted);
    }

    private AtlasError ErrorOf(Exception exception, HttpContext context)
    {
        if (context.WhyUnavailable(exception, logger) is { } why)
        {
            return AtlasErrors.Unavailable with { Detail = why };
        }

        switch (exception)
        {
            case AtlasApiException api:
                return api.Error;
            case AtlasRefusedException refusal:
                return AtlasErrors.From(refusal);
            // The server's own refusals: a body that breaks off, chunks that are none, a request that takes too long.
            case BadHttpRequestException bad:
                return AtlasErrors.BadRequest(bad.Message) with { Status = bad.StatusCode };
            default:
                logger.LogError(exception, "{Method} {Path} failed.", context.Request.Method, context.Request.Path);
                return AtlasErrors.Unexpected("Something went wrong here that is not your request's fault. It has been logged.");
        }
    }

    // Routing answers with a status and nothing else.
    private static AtlasError BareStatus(HttpContext context) =>
        context.Response.StatusCode switch
        {
            404 => AtlasErrors.RouteNotFound(context.Request.Path),
            405 => AtlasErrors.MethodNotAllowed(context.Request.Method, context.Response.Headers.Allow.ToString()),
            415 => AtlasErrors.UnsupportedMediaType(context.Request.ContentType),
            var status => AtlasErrors.BadRequest(ReasonPhrases.GetReasonPhrase(status) + ".") with { Status = status },
        };
}
