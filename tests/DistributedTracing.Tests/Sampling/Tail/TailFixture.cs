using System.Collections.Concurrent;
using System.Diagnostics;
using DistributedTracing.Propagation;
using DistributedTracing.Sampling;
using DistributedTracing.Sampling.Budgets;
using DistributedTracing.Sampling.Tail;
using DistributedTracing.Tests.Shared;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace DistributedTracing.Tests.Sampling.Tail;

/// <summary>A tracer provider with our sampler and a tail, on a source and a clock of one test.</summary>
internal sealed class TailFixture : IDisposable
{
    private readonly TracerProvider _provider;
    private readonly LoggerFactory _loggers;
    private readonly BudgetTicker _ticker;

    public TailFixture(double ratio = 0, Action<TailSamplingOptions>? configure = null, params IHeadDecision[] decisions)
        : this(new SamplingOptions { Ratio = ratio }, configure, decisions)
    {
    }

    public TailFixture(SamplingOptions options, Action<TailSamplingOptions>? configure = null, params IHeadDecision[] decisions)
    {
        configure?.Invoke(options.Tail);
        Source = new ActivitySource("test." + Guid.NewGuid().ToString("N"));
        var mode = new RecordingMode();
        _loggers = new LoggerFactory([Log]);
        _ticker = new BudgetTicker(Time, _loggers.CreateLogger("budgets"));
        Tail = new TailSamplingProcessor(options.Tail, mode, [Exported], _ticker, _loggers.CreateLogger("tail"));
        _provider = Sdk.CreateTracerProviderBuilder()
            .SetSampler(new TracingSampler(options, decisions, recording: mode))
            .AddSource(Source.Name)
            .AddProcessor(new TraceFlagsProcessor(hasTail: true))
            .AddProcessor(Tail)
            .Build();
    }

    public ActivitySource Source { get; }

    public ManualTime Time { get; } = new();

    public TailSamplingProcessor Tail { get; }

    public LogCollector Log { get; } = new();

    public ExportedSpans Exported { get; } = new();

    public Activity Root(string name = "root", ActivityKind kind = ActivityKind.Internal) => Start(name, kind, default);

    /// <summary>Starts a span below another one, or a local root below a remote one.</summary>
    public Activity Start(string name, ActivityKind kind, ActivityContext parent)
    {
        var current = Activity.Current;
        Activity.Current = null;
        var span = Source.StartActivity(name, kind, parent);
        Activity.Current = current;
        return span ?? throw new InvalidOperationException("Nobody listens.");
    }

    public Activity Child(Activity parent, string name = "child")
    {
        var current = Activity.Current;
        Activity.Current = parent;
        var span = Source.StartActivity(name);
        Activity.Current = current;
        return span ?? throw new InvalidOperationException("The parent is not recorded.");
    }

    /// <summary>Makes a root with one child, both ended.</summary>
    public Activity Trace(bool fails)
    {
        var root = Root();
        Child(root).End(fails);
        return root.End();
    }

    public void Dispose()
    {
        _provider.Dispose();
        Source.Dispose();
        _loggers.Dispose();
    }

    internal sealed class ExportedSpans : BaseProcessor<Activity>
    {
        private readonly ConcurrentQueue<Activity> _spans = new();

        public IReadOnlyCollection<Activity> Spans => _spans;

        public IEnumerable<string> Names => _spans.Select(span => span.OperationName);

        public override void OnEnd(Activity data)
        {
            // As the batching processor does.
            if (data.Recorded)
            {
                _spans.Enqueue(data);
            }
        }
    }
}
