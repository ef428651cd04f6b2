using DistributedTracing.Delivery;
using Microsoft.Extensions.Options;

namespace DistributedTracing.Hosting;

/// <summary>Whether the core exports by OTLP: as configured, else when nothing else takes the spans.</summary>
internal sealed class ExportDecision(IOptions<TracingOptions> options, IEnumerable<ISpanDestinationSource> sources, OwnOtlpExporter ownExporter)
{
    public bool IsExporting => options.Value.Delivery.Enabled
        ?? (options.Value.Delivery.Endpoint is not null || (!ownExporter.IsRegistered && !sources.Any(source => source.IsActive)));

    /// <summary>Gets why, for the startup summary.</summary>
    public string Reason => IsExporting
        ? OtlpDestination.Show(OtlpDestination.EndpointOf(options.Value.Delivery)) + (options.Value.Delivery.Endpoint is null ? " (default, set Tracing:Delivery:Endpoint)" : string.Empty)
        : options.Value.Delivery.Enabled == false
            ? "off, as configured"
            : ownExporter.IsRegistered
                ? "by the application's own OTLP exporter"
                : "none, set Tracing:Delivery:Endpoint to send spans to a collector";
}
