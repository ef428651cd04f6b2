using System.Diagnostics;
using Microsoft.Extensions.Logging;
using OpenTelemetry;

namespace DistributedTracing.Enrichment;

/// <summary>Runs the enrichers of a span's source, before any other processor sees its end.</summary>
internal sealed class EnrichmentProcessor(IEnumerable<SpanEnricher> enrichers, ILogger<EnrichmentProcessor> logger) : BaseProcessor<Activity>
{
    private readonly SpanEnricher[] _enrichers = [.. enrichers];
    private int _hasReported;

    public override void OnEnd(Activity data)
    {
        foreach (var enricher in _enrichers)
        {
            if (data.IsAllDataRequested && enricher.SourceName == data.Source.Name)
            {
                Run(enricher, data);
            }
        }
    }

    private void Run(SpanEnricher enricher, Activity activity)
    {
        try
        {
            enricher.OnEnd(activity);
        }
        catch (Exception exception)
        {
            // Once: the same fault comes with every request.
            if (Interlocked.Exchange(ref _hasReported, 1) == 0)
            {
                logger.EnrichmentFailed(enricher.SourceName, exception);
            }
        }
    }
}
