using System.Globalization;
using Atlas.KmsPortal.Data.Sqlite;

namespace Atlas.KmsPortal.Simulator.Api;

/// <summary>For every shape of error: a request that the database could not take now is told when to come again.</summary>
internal static class UnavailableStore
{
    /// <returns>What to tell the caller, with status 503; null when something else went wrong.</returns>
    public static string? WhyUnavailable(this HttpContext context, Exception exception, ILogger logger)
    {
        if (DatabaseTrouble.Of(exception) is not { } trouble)
        {
            return null;
        }

        logger.LogWarning(
            "{Method} {Path} was not carried out: the database {Trouble}.",
            context.Request.Method,
            context.Request.Path,
            trouble.What
        );
        context.Response.Headers.RetryAfter = DatabaseTrouble.PatienceSeconds.ToString(CultureInfo.InvariantCulture);
        return trouble.WhileRunning;
    }
}
