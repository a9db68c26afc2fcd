using System.Diagnostics.Tracing;
using Microsoft.Diagnostics.NETCore.Client;
using Microsoft.Diagnostics.Tracing;
using Microsoft.Diagnostics.Tracing.Parsers.Clr;

namespace Atlas.KmsPortal.Benchmarks.Circuits;

/// <summary>What a process holds on to: the bytes that survive a full collection, which is asked for from outside.</summary>
internal static class LiveMemory
{
    private const long GarbageCollections = 0x1;
    private const long CollectNow = 0x800000;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    /// <summary>Twice, because finalizers let go of more.</summary>
    public static async Task<long> OfAsync(int process)
    {
        await CollectAsync(process);
        return await CollectAsync(process);
    }

    private static async Task<long> CollectAsync(int process)
    {
        var client = new DiagnosticsClient(process);
        using var session = await client.StartEventPipeSessionAsync(
            [new("Microsoft-Windows-DotNETRuntime", EventLevel.Informational, GarbageCollections | CollectNow)],
            requestRundown: false,
            circularBufferMB: 16,
            CancellationToken.None
        );
        var survived = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        var reading = Task.Run(() => Read(session.EventStream, survived));
        try
        {
            return await survived.Task.WaitAsync(s_patience);
        }
        finally
        {
            await session.StopAsync(CancellationToken.None);
            await reading.WaitAsync(s_patience);
        }
    }

    private static void Read(Stream events, TaskCompletionSource<long> survived)
    {
        using var source = new EventPipeEventSource(events);
        var isFull = false;
        source.Clr.GCStart += start => isFull = start.Depth == 2 && start.Type is not GCType.BackgroundGC;
        source.Clr.GCHeapStats += heap =>
        {
            if (isFull)
            {
                survived.TrySetResult(
                    heap.TotalPromotedSize0
                        + heap.TotalPromotedSize1
                        + heap.TotalPromotedSize2
                        + heap.TotalPromotedSize3
                        + heap.TotalPromotedSize4
                );
            }
        };
        source.Process();
    }
}
