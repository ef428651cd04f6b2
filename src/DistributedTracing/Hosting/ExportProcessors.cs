using System.Diagnostics;
using DistributedTracing.Batching;
using DistributedTracing.Delivery;
using DistributedTracing.Sampling.Budgets;
using DistributedTracing.Sampling.Tail;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpenTelemetry;

namespace DistributedTracing.Hosting;

/// <summary>
/// One queue and worker for each destination of the application's spans, and before them the tail if there is one. The tracer provider
/// disposes them.
/// </summary>
internal sealed class ExportProcessors
{
    private readonly Lazy<IReadOnlyList<BatchSpanProcessor>> _all;
    private readonly Lazy<TailSamplingProcessor?> _tail;

    public ExportProcessors(
        IOptions<TracingOptions> options,
        ExportDecision decision,
        IEnumerable<ISpanDestinationSource> sources,
        RecordingMode recording,
        BudgetTicker ticker,
        ILoggerFactory loggers)
    {
        _all = new(() => [.. Create(options.Value, decision, sources, loggers.CreateLogger("DistributedTracing.Delivery"))]);
        _tail = new(() => options.Value.Sampling.Tail.Enabled && All.Count > 0
            ? new TailSamplingProcessor(options.Value.Sampling.Tail, recording, All, ticker, loggers.CreateLogger("DistributedTracing.Sampling"))
            : null);
    }

    public IReadOnlyList<BatchSpanProcessor> All => _all.Value;

    /// <summary>Gets what decides about traces at their end; <see langword="null"/> when nothing does, or there is nothing to export to.</summary>
    public TailSamplingProcessor? Tail => _tail.Value;

    /// <summary>Gets what every recorded span is handed to.</summary>
    public IEnumerable<BaseProcessor<Activity>> Stages => Tail is { } tail ? [tail] : All;

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
