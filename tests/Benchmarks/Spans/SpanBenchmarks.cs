using System.Diagnostics;
using BenchmarkDotNet.Attributes;
using DistributedTracing;

namespace Benchmarks.Spans;

/// <summary>Start, attributes, end: <c>StartSpan</c> against <see cref="ActivitySource.StartActivity(string, ActivityKind)"/> on OpenTelemetry's SDK.</summary>
[MemoryDiagnoser]
public class SpanBenchmarks : IDisposable
{
    private static readonly string[] Keys = [.. Enumerable.Range(0, 10).Select(i => $"order.attribute{i}")];

    private SpanTracing? _tracing;

    [Params(SpanFate.Sampled, SpanFate.UnsampledChild, SpanFate.UnsampledRoot)]
    public SpanFate Fate { get; set; }

    [Params(0, 5, 10)]
    public int Attributes { get; set; }

    [GlobalSetup(Target = nameof(OpenTelemetry))]
    public void SetUpOpenTelemetry() => _tracing = SpanTracing.OpenTelemetry(Fate);

    [GlobalSetup(Target = nameof(Ours))]
    public void SetUpOurs() => _tracing = SpanTracing.Ours(Fate);

    [GlobalCleanup]
    public void Dispose()
    {
        _tracing?.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark(Baseline = true)]
    public Activity? OpenTelemetry()
    {
        using var activity = _tracing!.Source.StartActivity("load order");
        for (var i = 0; i < Attributes; i++)
        {
            // One in five is a number.
            if (i % 5 == 4)
            {
                activity?.SetTag(Keys[i], i);
            }
            else
            {
                activity?.SetTag(Keys[i], "value");
            }
        }

        return activity;
    }

    [Benchmark]
    public Activity? Ours()
    {
        using var span = _tracing!.Source.StartSpan("load order");
        for (var i = 0; i < Attributes; i++)
        {
            if (i % 5 == 4)
            {
                span.SetAttribute(Keys[i], i);
            }
            else
            {
                span.SetAttribute(Keys[i], "value");
            }
        }

        return span.Activity;
    }
}
