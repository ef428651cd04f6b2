using System.Diagnostics;
using Microsoft.Extensions.Logging;
using OpenTelemetry;

namespace DistributedTracing.Delivery;

/// <summary>Somewhere spans are sent: the exporter, the name people know it by, and what its last request came to.</summary>
internal sealed record SpanDestination(string Name, BaseExporter<Activity> Exporter, TransportOutcome Outcome)
{
    /// <summary>Gets whether nothing depends on it, as on the viewer: then what fails there is told at <c>Debug</c>, not as a warning.</summary>
    public bool IsConvenience { get; init; }

    public LogLevel FailureLevel => IsConvenience ? LogLevel.Debug : LogLevel.Warning;

    public LogLevel NewsLevel => IsConvenience ? LogLevel.Debug : LogLevel.Information;
}
