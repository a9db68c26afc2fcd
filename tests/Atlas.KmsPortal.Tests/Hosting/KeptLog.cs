using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Atlas.KmsPortal.Tests.Hosting;

/// <summary>Keeps what a host logs, whoever logs it.</summary>
internal sealed class KeptLog : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> _messages = [];

    public IReadOnlyCollection<string> Messages => _messages;

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    ) => _messages.Enqueue(formatter(state, exception));

    public void Dispose() { }
}
