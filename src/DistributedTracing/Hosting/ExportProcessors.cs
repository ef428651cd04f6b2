using DistributedTracing.Batching;
using DistributedTracing.Delivery;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DistributedTracing.Hosting;

/// <summary>One queue and worker for each destination of the application's spans. The tracer provider disposes them.</summary>
internal sealed class ExportProcessors(
    IOptions<TracingOptions> options,
    ExportDecision decision,
    IEnumerable<ISpanDestinationSource> sources,
    ILoggerFactory loggers)
{
    private readonly Lazy<IReadOnlyList<BatchSpanProcessor>> _all = new(() =>
        [.. Create(options.Value, decision, sources, loggers.CreateLogger("DistributedTracing.Delivery"))]);

    public IReadOnlyList<BatchSpanProcessor> All => _all.Value;

    private static IEnumerable<BatchSpanProcessor> Create(
        TracingOptions options, ExportDecision decision, IEnumerable<ISpanDestinationSource> sources, ILogger logger)
    {
        if (!options.Enabled)
        {
            yield break;
        }

        if (decision.IsExporting)
        {
            yield return new BatchSpanProcessor(OtlpDestination.Create(options.Delivery), options.Batching, logger);
        }

        foreach (var source in sources.Where(source => source.IsActive))
        {
            yield return new BatchSpanProcessor(source.Create(), source.Batching, logger);
        }
    }
}
