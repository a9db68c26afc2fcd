using System.Buffers;
using System.IO.Pipelines;
using Atlas.KmsPortal.AdminApi;

namespace Atlas.KmsPortal.Simulator.Api;

/// <summary>Takes in bodies within bounds.</summary>
internal static class RequestBody
{
    private const int MostDrained = 4 * 1024 * 1024;
    private static readonly TimeSpan s_drainLimit = TimeSpan.FromSeconds(5);

    public static async Task<byte[]> ReadAsync(HttpContext context, int limit, CancellationToken cancellationToken)
    {
        if (context.Request.ContentLength > limit)
        {
            throw new AtlasApiException(AtlasErrors.TooLarge(limit));
        }

        var reader = context.Request.BodyReader;
        while (true)
        {
            var read = await ReadAsync(reader, cancellationToken);
            if (read.Buffer.Length > limit)
            {
                reader.AdvanceTo(read.Buffer.End);
                throw new AtlasApiException(AtlasErrors.TooLarge(limit));
            }

            if (read.IsCompleted)
            {
                var bytes = read.Buffer.ToArray();
                reader.AdvanceTo(read.Buffer.End);
                return bytes;
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    // What is wrong with a body comes as exceptions of several kinds; none is this side's fault.
    private static async ValueTask<ReadResult> ReadAsync(PipeReader reader, CancellationToken cancellationToken)
    {
        try
        {
            return await reader.ReadAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is (IOException or InvalidOperationException) and not BadHttpRequestException)
        {
            throw new BadHttpRequestException(
                "The body cannot be read: it breaks off, or its chunks have no valid size.",
                StatusCodes.Status400BadRequest,
                exception
            );
        }
    }

    /// <summary>Reads what the client still sends, so that it gets to see the answer: many write the whole body before they read.</summary>
    public static async Task DrainAsync(HttpContext context)
    {
        var request = context.Request;
        if (request.ContentLength is 0 || (request.ContentLength is null && request.Headers.TransferEncoding.Count == 0))
        {
            return;
        }

        // A client that asked before sending (Expect: 100-continue) is spared the sending.
        if (request.Headers.Expect.Count > 0 || request.ContentLength > MostDrained)
        {
            context.Response.Headers.Connection = "close";
            return;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        limit.CancelAfter(s_drainLimit);
        try
        {
            await DrainAsync(request.Body, limit.Token);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or InvalidOperationException)
        {
            context.Response.Headers.Connection = "close";
        }
    }

    private static async Task DrainAsync(Stream body, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(16 * 1024);
        try
        {
            for (var total = 0L; total < MostDrained; )
            {
                var count = await body.ReadAsync(buffer, cancellationToken);
                if (count == 0)
                {
                    return;
                }

                total += count;
            }

            throw new IOException("The body goes on for too long.");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
