using DistributedTracing.Delivery;

namespace DistributedTracing.Tests.Shared;

/// <summary>Sends every recorded span of a host to a memory exporter.</summary>
internal sealed class MemoryDestination(MemoryExporter exporter) : ISpanDestinationSource
{
    public BatchingOptions Batching { get; } = new() { Delay = TimeSpan.FromMilliseconds(10) };

    public bool IsActive => true;

    public SpanDestination Create() => new("memory", exporter, new TransportOutcome());
}
