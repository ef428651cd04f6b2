using System.Collections.Concurrent;
using System.Diagnostics;
using OpenTelemetry;

namespace DistributedTracing.Tests.Shared;

/// <summary>Keeps what is exported; the script decides what each call comes to.</summary>
internal sealed class MemoryExporter(Func<ExportResult>? script = null) : BaseExporter<Activity>
{
    private readonly ConcurrentQueue<Activity> _spans = new();

    public IReadOnlyCollection<Activity> Spans => _spans;

    public override ExportResult Export(in Batch<Activity> batch)
    {
        var result = script?.Invoke() ?? ExportResult.Success;
        if (result == ExportResult.Success)
        {
            foreach (var span in batch)
            {
                _spans.Enqueue(span);
            }
        }

        return result;
    }
}
