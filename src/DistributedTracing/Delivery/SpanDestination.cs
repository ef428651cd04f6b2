using System.Diagnostics;
using OpenTelemetry;

namespace DistributedTracing.Delivery;

/// <summary>Somewhere spans are sent: the exporter, the name people know it by, and what its last request came to.</summary>
internal sealed record SpanDestination(string Name, BaseExporter<Activity> Exporter, TransportOutcome Outcome);
