using System.Collections.Concurrent;
using Atlas.KmsPortal.Tests.Simulator.Api;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Atlas.KmsPortal.Tests.Hosting;

public sealed class AllowedHostsTests
{
    [Theory]
    [InlineData("Production", "*", true)]
    [InlineData("Production", "kms.example.com;*", true)]
    [InlineData("Production", "127.0.0.1;localhost", false)]
    [InlineData("Development", "*", false)]
    public async Task Where_anybody_chooses_the_name_the_log_says_so(string environment, string allowed, bool warns)
    {
        await using var host = new Host(environment, allowed);

        Assert.Equal(warns, host.Log.Messages.Any(message => message.StartsWith("AllowedHosts lets anybody", StringComparison.Ordinal)));
    }

    private sealed class Host(string environment, string allowed) : ApiHost
    {
        public CollectedLog Log { get; } = new();

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseEnvironment(environment);
            builder.UseSetting("AllowedHosts", allowed);
            builder.UseSetting("Logging:LogLevel:Default", "Warning");
            builder.UseSetting("Portal:Admin:Email", "you@example.com");
            builder.UseSetting("Portal:Admin:Password", "a long passphrase");
            builder.ConfigureTestServices(services => services.AddSingleton<ILoggerProvider>(Log));
        }
    }

    private sealed class CollectedLog : ILoggerProvider, ILogger
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
}
