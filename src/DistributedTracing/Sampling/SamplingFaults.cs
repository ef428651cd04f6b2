using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace DistributedTracing.Sampling;

/// <summary>Failures of the application's code while it was asked about sampling: each is counted, the first of each origin is logged. Thread safe.</summary>
internal sealed class SamplingFaults : IDisposable
{
    private readonly ConcurrentDictionary<string, bool> _reported = new(StringComparer.Ordinal);
    private readonly Meter _meter = new("DistributedTracing");
    private readonly Counter<long> _counter;
    private readonly ILogger? _logger;
    private long _count;

    public SamplingFaults(ILogger? logger = null)
    {
        _logger = logger;
        _counter = _meter.CreateCounter<long>(
            "distributedtracing.sampling.faults", "{fault}", "Failures of samplers and conditions in the application's code; sampling went on without them.");
    }

    /// <summary>Gets how many there were.</summary>
    public long Count => Interlocked.Read(ref _count);

    /// <summary>Notes a failure.</summary>
    /// <param name="origin">What failed, to begin a sentence.</param>
    /// <param name="consequence">What becomes of the span, to end one.</param>
    /// <param name="exception">What was thrown, if anything was.</param>
    public void Report(string origin, string consequence, Exception? exception)
    {
        Interlocked.Increment(ref _count);
        _counter.Add(1);
        if (_logger is not null && _reported.TryAdd(origin, true))
        {
            _logger.SamplingCodeFailed(origin, consequence, exception);
        }
    }

    public void Dispose() => _meter.Dispose();
}
