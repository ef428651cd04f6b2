using System.Diagnostics;
using BenchmarkDotNet.Attributes;
using DistributedTracing;
using DistributedTracing.Propagation;
using DistributedTracing.Sampling;
using DistributedTracing.Sampling.Budgets;
using DistributedTracing.Sampling.Tail;
using Microsoft.Extensions.Logging.Abstractions;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace Benchmarks.Sampling;

/// <summary>A request of six spans that the sampler leaves out: recorded for nothing, against recorded and decided at its end.</summary>
[MemoryDiagnoser]
public class TailBenchmarks : IDisposable
{
    private static readonly string[] Keys = [.. Enumerable.Range(0, 5).Select(i => $"order.attribute{i}")];
    private static int _count;

    private readonly ActivitySource _source = new($"TailBenchmarks.{Interlocked.Increment(ref _count)}");
    private TracerProvider? _provider;

    [Params(0, 5)]
    public int Attributes { get; set; }

    /// <summary>Gets the tail, where there is one.</summary>
    internal TailSamplingProcessor? Tail { get; private set; }

    /// <summary>Gets the last processor, which sees what is exported.</summary>
    internal SpanEnd Exported { get; } = new();

    [GlobalSetup(Target = nameof(Dropped))]
    public void SetUpDropped() => SetUp(TailStage.Off);

    [GlobalSetup(Target = nameof(Recorded))]
    public void SetUpRecorded() => SetUp(TailStage.RecordOnly);

    [GlobalSetup(Target = nameof(RecordedAndDecided))]
    public void SetUpDecided() => SetUp(TailStage.On);

    [GlobalCleanup]
    public void Dispose()
    {
        _provider?.Dispose();
        _source.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark]
    public void Dropped() => Serve();

    [Benchmark(Baseline = true)]
    public void Recorded() => Serve();

    [Benchmark]
    public void RecordedAndDecided() => Serve();

    private void SetUp(TailStage stage)
    {
        var options = new SamplingOptions { Ratio = 0 };
        var mode = new RecordingMode { IsRecordingAll = stage != TailStage.Off };
        if (stage == TailStage.On)
        {
            Tail = new TailSamplingProcessor(options.Tail, mode, [Exported], new BudgetTicker(TimeProvider.System, NullLogger.Instance), NullLogger.Instance);
        }

        _provider = Sdk.CreateTracerProviderBuilder()
            .SetSampler(new TracingSampler(options, [], recording: mode))
            .AddSource(_source.Name)
            .AddProcessor(new TraceFlagsProcessor(hasTail: stage != TailStage.Off))
            .AddProcessor(Tail ?? (BaseProcessor<Activity>)Exported)
            .Build();
    }

    // A request that makes two calls, one of which makes three.
    private void Serve()
    {
        using var request = Start("request", ActivityKind.Server);
        using (Start("get stock", ActivityKind.Client))
        {
        }

        using (Start("place order", ActivityKind.Internal))
        {
            using (Start("insert", ActivityKind.Client))
            {
            }

            using (Start("pay", ActivityKind.Client))
            {
            }

            using (Start("publish", ActivityKind.Producer))
            {
            }
        }
    }

    private Activity? Start(string name, ActivityKind kind)
    {
        var span = _source.StartActivity(name, kind);
        if (span is { IsAllDataRequested: true })
        {
            for (var i = 0; i < Attributes; i++)
            {
                span.SetTag(Keys[i], "value");
            }
        }

        return span;
    }

    internal sealed class SpanEnd : BaseProcessor<Activity>
    {
        public int Ended { get; private set; }

        public int Kept { get; private set; }

        public override void OnEnd(Activity data)
        {
            Ended++;
            Kept += data.Recorded ? 1 : 0;
        }
    }
}
