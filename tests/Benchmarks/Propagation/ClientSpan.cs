using System.Diagnostics;
using DistributedTracing.Propagation;

namespace Benchmarks.Propagation;

/// <summary>A span as an outgoing request has it: recorded, of a source, and in a new trace whose id is random.</summary>
internal sealed class ClientSpan : IDisposable
{
    private readonly ActivitySource _source = new("Benchmarks." + Guid.NewGuid().ToString("N"));
    private readonly ActivityListener _listener;

    public ClientSpan()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => ReferenceEquals(source, _source),
            Sample = static (ref _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(_listener);
        Activity = _source.StartActivity("request", ActivityKind.Client)!;

        // As our processor leaves it.
        Activity.ActivityTraceFlags |= ContextFlags.RandomTraceId;
    }

    public Activity Activity { get; }

    public void Dispose()
    {
        Activity.Dispose();
        _listener.Dispose();
        _source.Dispose();
    }
}
