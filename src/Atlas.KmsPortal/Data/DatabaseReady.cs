namespace Atlas.KmsPortal.Data;

/// <summary>
/// Whether the database holds what the program needs. It is prepared while the web server starts, so whoever uses it early waits here.
/// </summary>
public sealed class DatabaseReady
{
    private readonly TaskCompletionSource<bool> _prepared = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool IsPrepared => _prepared.Task is { IsCompletedSuccessfully: true, Result: true };

    /// <returns>False when it could not be prepared, and the program is about to end.</returns>
    public Task<bool> WaitAsync(CancellationToken cancellationToken) => _prepared.Task.WaitAsync(cancellationToken);

    public void Succeed() => _prepared.TrySetResult(true);

    public void Fail() => _prepared.TrySetResult(false);
}
