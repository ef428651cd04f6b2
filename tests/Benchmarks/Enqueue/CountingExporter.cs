using System.Diagnostics;
using OpenTelemetry;

namespace Benchmarks.Enqueue;

/// <summary>Takes spans and forgets them; while it is held, an export does not return and the queue before it fills.</summary>
internal sealed class CountingExporter : BaseExporter<Activity>
{
    private readonly ManualResetEventSlim _open = new(initialState: true);
    private long _exported;

    public long Exported => Interlocked.Read(ref _exported);

    public void Hold() => _open.Reset();

    public void Release() => _open.Set();

    public override ExportResult Export(in Batch<Activity> batch)
    {
        _open.Wait();
        var count = 0;
        foreach (var _ in batch)
        {
            count++;
        }

        Interlocked.Add(ref _exported, count);
        return ExportResult.Success;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _open.Dispose();
        }

        base.Dispose(disposing);
    }
}
