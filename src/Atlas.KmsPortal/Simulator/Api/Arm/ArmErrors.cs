using Atlas.KmsPortal.AdminApi;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Simulator.Api;

/// <summary>Azure Resource Manager says no.</summary>
internal sealed class ArmException(int status, string code, string message) : Exception(message)
{
    public int Status { get; } = status;

    public string Code { get; } = code;
}

/// <summary>Every error of the Azure side, in Azure Resource Manager's shape.</summary>
internal sealed class ArmErrors(RequestDelegate next, ILogger<ArmErrors> logger)
{
    private const string RequestId = "x-ms-request-id";

    public static ArmException NotFound(string what) => new(404, "ResourceNotFound", $"The resource '{what}' was not found.");

    public static ArmException Invalid(string why) => new(400, "InvalidRequestContent", why);

    public async Task InvokeAsync(HttpContext context)
    {
        context.Response.Headers[RequestId] = Guid.NewGuid().ToString();
        try
        {
            await next(context);
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            if (!context.RequestAborted.IsCancellationRequested)
            {
                await WriteAsync(context, Of(exception, context));
            }

            return;
        }

        if (context.Response is { HasStarted: false, StatusCode: >= 400 and var status, ContentType: null })
        {
            await WriteAsync(
                context,
                status is 405
                    ? new ArmException(405, "MethodNotAllowed", $"{context.Request.Method} is not offered here.")
                    : NotFound(context.Request.Path)
            );
        }
    }

    private ArmException Of(Exception exception, HttpContext context)
    {
        switch (exception)
        {
            case ArmException arm:
                return arm;
            case AtlasApiException api:
                return new ArmException(api.Error.Status, "InvalidRequestContent", api.Error.Detail);
            case AtlasRefusedException { Reasons: [var reason, ..] }:
                return reason.Code switch
                {
                    AtlasCode.ResourceNotFound or "ResourceNotFound" => new ArmException(404, "ResourceNotFound", reason.Message),
                    "KeyNotFound" => new ArmException(404, "KeyNotFound", reason.Message),
                    "PrivateEndpointConnectionStateTransitionNotAllowed" => new ArmException(409, reason.Code, reason.Message),
                    _ => new ArmException(400, reason.Code, reason.Message),
                };
            case BadHttpRequestException bad:
                return new ArmException(bad.StatusCode, "InvalidRequest", bad.Message);
            default:
                logger.LogError(exception, "{Method} {Path} failed.", context.Request.Method, context.Request.Path);
                return new ArmException(500, "InternalServerError", "Something went wrong here. It has been logged.");
        }
    }

    private static async Task WriteAsync(HttpContext context, ArmException error)
    {
        await RequestBody.DrainAsync(context);
        context.Response.StatusCode = error.Status;
        await context.Response.WriteAsJsonAsync(
            new ArmErrorBody(new ArmErrorDetailBody(error.Code, error.Message)),
            AtlasJson.Options,
            context.RequestAborted
        );
    }
}
