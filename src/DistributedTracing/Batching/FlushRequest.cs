namespace DistributedTracing.Batching;

/// <summary>Somebody waits until the spans accepted so far are exported.</summary>
internal sealed class FlushRequest(long target, long droppedBefore)
{
    private readonly TaskCompletionSource<bool> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends the wait once as many spans as were accepted have been exported or dropped.</summary>
    public bool TryComplete(long handled, long dropped) => handled >= target && _done.TrySetResult(dropped == droppedBefore);

    public bool Wait(int timeoutMilliseconds)
    {
        // ForceFlush and Shutdown of OpenTelemetry are synchronous; this is the one place that waits for the worker.
        IAsyncResult done = _done.Task;
        return done.AsyncWaitHandle.WaitOne(timeoutMilliseconds) && _done.Task.GetAwaiter().GetResult();
    }
}
