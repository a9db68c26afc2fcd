using Atlas.KmsPortal.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Atlas.KmsPortal.Tests.Data.Sqlite;

/// <summary>A log that says when its first line was written.</summary>
internal sealed class WaitingLog : ILogger<SqliteUpgrade>
{
    private readonly TaskCompletionSource _waits = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<string> _messages = [];

    public Task Waits => _waits.Task;

    public IReadOnlyList<string> Messages => _messages;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    )
    {
        _messages.Add(formatter(state, exception));
        _waits.TrySetResult();
    }
}
