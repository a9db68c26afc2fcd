using Microsoft.Data.Sqlite;

namespace Atlas.KmsPortal.Data.Sqlite;

/// <summary>
/// What keeps the database from being used, whatever it is asked: a lock, a full disk, a missing right, damage. What a transaction
/// did that ends with it was not kept.
/// </summary>
/// <param name="What">Continues "The database …".</param>
/// <param name="WayOut">A sentence for whoever starts the portal.</param>
/// <param name="Meanwhile">Continues "Nothing was saved; …", for whoever uses it.</param>
internal sealed record DatabaseTrouble(string What, string WayOut, string Meanwhile)
{
    /// <summary>How long a writer waits for another process, and then tells its caller to wait, in seconds.</summary>
    public const int PatienceSeconds = 5;

    private const string AskWhoRunsIt = "whoever runs the portal finds the cause in its log.";

    /// <summary>For whoever starts the portal.</summary>
    public string AtStart(string file) => $"The database {file} {What}. {WayOut}";

    /// <summary>For whoever uses it meanwhile.</summary>
    public string WhileRunning => $"The portal's database {What}. Nothing was saved; {Meanwhile}";

    /// <returns>Null when it is something else that is wrong: the statement, or the program.</returns>
    public static DatabaseTrouble? Of(Exception? exception)
    {
        while (exception is not (null or SqliteException))
        {
            exception = exception.InnerException;
        }

        return exception is SqliteException { SqliteErrorCode: var code, Message: var message } ? Of(code, message) : null;
    }

    public static DatabaseTrouble ReadOnly { get; } =
        new("is read-only", "Let the account that runs the portal write to the file and to its folder.", AskWhoRunsIt);

    public static DatabaseTrouble Damaged(string found) =>
        new($"is damaged ({found.ReplaceLineEndings(" ")})", "Restore it from a backup, together with its keys.", AskWhoRunsIt);

    // https://www.sqlite.org/rescode.html
    private static DatabaseTrouble? Of(int code, string message) =>
        code switch
        {
            5 or 6 => new("is locked by another process", "End that process, then start again.", "try again in a few seconds."),
            8 => ReadOnly,
            13 => new("cannot be written, because its disk is full", "Make room, then start again.", "try again when there is room."),
            10 => new(
                $"cannot be read or written ({message})",
                "Check its disk, and that this account may write to the folder.",
                AskWhoRunsIt
            ),
            3 or 14 => new(
                $"cannot be opened ({message})",
                "Check ConnectionStrings:Portal, and that this account may write there.",
                AskWhoRunsIt
            ),
            11 or 26 => Damaged(message),
            _ => null,
        };
}
