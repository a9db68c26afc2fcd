using System.Globalization;

namespace Atlas.KmsPortal.Components.Frame;

/// <summary>The status of a page that could not be shown, or did not do what was asked, because the database was not to be had.</summary>
internal static class TryLater
{
    private const int Seconds = 5;

    /// <param name="context">Of a static page; a circuit has none.</param>
    public static void Tell(HttpContext? context)
    {
        if (context is { Response.HasStarted: false })
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            context.Response.Headers.RetryAfter = Seconds.ToString(CultureInfo.InvariantCulture);
        }
    }
}
