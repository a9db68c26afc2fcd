using Atlas.KmsPortal.Encryption;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Atlas.KmsPortal.Tests.Encryption.State;

public sealed class ProjectWatchTests : IDisposable
{
    private const string Here = "65a0000000000000000000a1";
    private const string Elsewhere = "65a0000000000000000000a2";
    private readonly FakeTimeProvider _time = new(A.Now);
    private readonly ProjectWatch _watch;

    public ProjectWatchTests() => _watch = new ProjectWatch(_time, NullLogger<ProjectWatch>.Instance);

    [Fact]
    public async Task Whoever_looks_elsewhere_is_not_woken()
    {
        var (here, elsewhere, list) = (new Told(), new Told(), new Told());
        using var one = _watch.Watch(Here, here.CallAsync);
        using var two = _watch.Watch(Elsewhere, elsewhere.CallAsync);
        using var three = _watch.WatchList(list.CallAsync);

        _watch.Changed([Here]);
        await here.ComesAsync();
        _watch.Changed([Elsewhere]);
        await elsewhere.ComesAsync();

        Assert.Equal((1, 1, 0), (here.Times, elsewhere.Times, list.Times));
    }

    [Fact]
    public async Task Changes_that_come_while_one_is_due_add_nothing_and_none_is_lost()
    {
        var told = new Told();
        using var subscription = _watch.Watch(
            Here,
            async () =>
            {
                await told.CallAsync();
                await told.Goes.Task;
            }
        );

        _watch.Changed([Here]);
        await told.ComesAsync();
        for (var change = 0; change < 500; change++)
        {
            _watch.Changed([Here]);
        }

        told.Goes.SetResult();
        await told.ComesAsync();

        Assert.Equal(2, told.Times);
    }

    [Fact]
    public async Task Whoever_looks_at_everything_is_told_at_most_once_in_a_quarter_of_a_second()
    {
        var told = new Told();
        using var subscription = _watch.WatchAll(told.CallAsync);

        _watch.Changed([Here]);
        await told.ComesAsync();
        for (var change = 0; change < 500; change++)
        {
            _watch.Changed([Here]);
        }

        Assert.Equal(1, told.Times);
        _time.Advance(ProjectWatch.Pause);
        await told.ComesAsync();
        Assert.Equal(2, told.Times);
    }

    [Fact]
    public async Task One_that_fails_or_never_comes_back_keeps_nobody_from_hearing()
    {
        var told = new Told();
        List<IDisposable> others =
        [
            .. Enumerable
                .Range(0, 4 * Environment.ProcessorCount)
                .Select(_ => _watch.Watch(Here, () => throw new InvalidOperationException())),
        ];
        using var hanging = _watch.Watch(Elsewhere, () => new TaskCompletionSource().Task);
        using var subscription = _watch.WatchAll(told.CallAsync);

        _watch.Changed([Here, Elsewhere]);
        while (!told.HasCome)
        {
            // The hanging one is given up once its patience is over.
            _time.Advance(TimeSpan.FromSeconds(5));
            await Task.Yield();
        }

        others.ForEach(other => other.Dispose());
        Assert.Equal(1, told.Times);
    }

    [Fact]
    public async Task Whoever_has_left_is_not_called()
    {
        var (gone, here) = (new Told(), new Told());
        _watch.Watch(Here, gone.CallAsync).Dispose();
        using var subscription = _watch.Watch(Here, here.CallAsync);

        _watch.Changed([Here]);
        await here.ComesAsync();

        Assert.Equal(0, gone.Times);
    }

    public void Dispose() => _watch.Dispose();

    private sealed class Told
    {
        private readonly SemaphoreSlim _calls = new(0);
        private int _times;

        public int Times => Volatile.Read(ref _times);

        public bool HasCome => _calls.CurrentCount > 0;

        public TaskCompletionSource Goes { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task CallAsync()
        {
            Interlocked.Increment(ref _times);
            _calls.Release();
            return Task.CompletedTask;
        }

        public async Task ComesAsync() => Assert.True(await _calls.WaitAsync(TimeSpan.FromSeconds(10)));
    }
}
