namespace Atlas.KmsPortal.Benchmarks.Apps;

/// <summary>The plain Blazor template: the least that has a circuit.</summary>
internal sealed class TemplatePeer(AppProcess process) : IAsyncDisposable
{
    public const string Counter = "/counter";

    public Uri Address => process.Address;

    public int ProcessId => process.Id;

    public TimeSpan StartTook => process.StartTook;

    public static async Task<TemplatePeer> StartAsync(Published published) =>
        new(
            await AppProcess.StartAsync(
                await published.TemplateAsync(),
                Counter,
                new Dictionary<string, string> { ["ASPNETCORE_ENVIRONMENT"] = "Production" },
                []
            )
        );

    public ValueTask DisposeAsync() => process.DisposeAsync();
}
