using Atlas.KmsPortal.AdminApi;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Simulator.Api;

/// <summary>Azure Resource Manager, or Microsoft Graph, says no.</summary>
internal sealed class ArmException(int status, string code, string message) : Exception(message)
{
    public int Status { get; } = status;

    public string Code { get; } = code;
}

/// <summary>Every error of the Azure side, in the shape that Azure Resource Manager and Microsoft Graph share.</summary>
internal sealed class ArmErrors(RequestDelegate next, AzureDialect dialect, ILogger<ArmErrors> logger)
{
    private const string RequestId = "x-ms-request-id";

    public static ArmException NotFound(string what) => new(404, "ResourceNotFound", $"The resource '{what}' was not found.");

    public static ArmException Invalid(string why) => new(400, "InvalidRequestContent", why);

    public static ArmException Forbidden(ApiCaller caller, string scope, AzureDialect? dialect = null) =>
        new(
            403,
            (dialect ?? AzureDialect.ResourceManager).Forbidden,
            $"The client '{caller.Name}' does not have authorization over '{scope}': it does not own what uses it."
        );

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
                    : new ArmException(404, dialect.NotFound, $"The simulated Azure serves nothing at '{context.Request.Path}'.")
            );
        }
    }

    private ArmException Of(Exception exception, HttpContext context)
    {
        if (context.WhyUnavailable(exception, logger) is { } why)
        {
            return new ArmException(503, "ServiceUnavailable", why);
        }

        switch (exception)
        {
            case ArmException arm:
                return arm;
            case AtlasApiException api:
                return new ArmException(
                    api.Error.Status,
                    api.Error.Status switch
                    {
                        StatusCodes.Status403Forbidden => dialect.Forbidden,
                        StatusCodes.Status429TooManyRequests => "TooManyRequests",
                        _ => "InvalidRequestContent",
                    },
                    api.Error.Detail
                );
            case AtlasRefusedException { Reasons: [var reason, ..] }:
                return new ArmException(
                    StatusOf(reason.Code),
                    reason.Code is AtlasCode.ResourceNotFound ? "ResourceNotFound" : reason.Code,
                    reason.Message
                );
            case BadHttpRequestException bad:
                return new ArmException(bad.StatusCode, "InvalidRequest", bad.Message);
            default:
                logger.LogError(exception, "{Method} {Path} failed.", context.Request.Method, context.Request.Path);
                return new ArmException(500, "InternalServerError", "Something went wrong here. It has been logged.");
        }
    }

    private static int StatusOf(string code) =>
        code switch
        {
            AtlasCode.ResourceNotFound or "ResourceNotFound" or "KeyNotFound" => 404,
            "PrivateEndpointConnectionStateTransitionNotAllowed" or "RoleAssignmentExists" or "RoleAssignmentUpdateNotPermitted" => 409,
            _ => 400,
        };

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
