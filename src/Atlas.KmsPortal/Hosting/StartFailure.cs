using System.Security.Cryptography;
using Microsoft.Extensions.Options;

namespace Atlas.KmsPortal.Hosting;

/// <summary>What keeps the portal from starting: a setting, a port, a certificate, a folder.</summary>
internal static class StartFailure
{
    /// <summary>Whether its message is enough for whoever starts the portal. Anything else needs its stack.</summary>
    public static bool SaysWhatToDo(Exception exception) =>
        exception
            is InvalidOperationException
                or OptionsValidationException
                or IOException
                or UnauthorizedAccessException
                or CryptographicException;

    /// <summary>For what fails before there is a log, or after it: one line.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> ReportAsync(Exception exception)
    {
        await Console.Error.WriteLineAsync($"The portal cannot start: {InOneLine(exception)}");
        return 1;
    }

    public static string InOneLine(Exception exception) => exception.Message.ReplaceLineEndings(" ");
}
