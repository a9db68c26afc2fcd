using Atlas.KmsPortal.Data.Sqlite;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Simulator;

/// <summary>Whether what is written gets to disk. Says so in the log when that changes, not with every write.</summary>
public sealed class StoreHealth(DatabaseFile file, ILogger<StoreHealth> logger)
{
    private string? _trouble;

    /// <summary>What kept the last write from being saved; null while writes are saved.</summary>
    public string? Trouble => Volatile.Read(ref _trouble);

    /// <summary>What a caller is to hear of it.</summary>
    internal Exception Explain(Exception exception)
    {
        if (DatabaseTrouble.Of(exception) is not { } trouble)
        {
            return exception;
        }

        if (Interlocked.Exchange(ref _trouble, trouble.WhileRunning) != trouble.WhileRunning)
        {
            logger.LogError("The database {File} {Trouble}. Nothing is saved until that ends.", file.Path, trouble.What);
        }

        return new StoreUnavailableException(trouble.WhileRunning, exception);
    }

    internal void SayRepaired() =>
        logger.LogWarning(
            "The simulator's state in {File} held values that no release writes; they were put right. Its clock, timing or faults may differ.",
            file.Path
        );

    internal void Wrote()
    {
        if (Trouble is not null && Interlocked.Exchange(ref _trouble, null) is not null)
        {
            logger.LogInformation("The database {File} is written again.", file.Path);
        }
    }
}
