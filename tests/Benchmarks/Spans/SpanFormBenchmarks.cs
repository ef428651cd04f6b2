using System.Diagnostics;
using BenchmarkDotNet.Attributes;
using DistributedTracing;

namespace Benchmarks.Spans;

/// <summary>The other ways to make a span, each with one attribute, against the plain way on OpenTelemetry's SDK.</summary>
[MemoryDiagnoser]
public class SpanFormBenchmarks : IDisposable
{
    private SpanTracing? _tracing;

    [Params(SpanFate.Sampled, SpanFate.UnsampledChild)]
    public SpanFate Fate { get; set; }

    [GlobalSetup(Target = nameof(OpenTelemetry))]
    public void SetUpOpenTelemetry() => _tracing = SpanTracing.OpenTelemetry(Fate);

    [GlobalSetup(Targets = [nameof(StartSpan), nameof(StartSpanFromTemplate), nameof(Run), nameof(RunAsync)])]
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
        activity?.SetTag("order.id", 42);
        return activity;
    }

    [Benchmark]
    public Activity? StartSpan()
    {
        using var span = _tracing!.Source.StartSpan("load order");
        span.SetAttribute("order.id", 42);
        return span.Activity;
    }

    [Benchmark]
    public Activity? StartSpanFromTemplate()
    {
        using var span = _tracing!.Source.StartSpanFromTemplate("load order {order.id}", 42);
        return span.Activity;
    }

    [Benchmark]
    public Activity? Run() => _tracing!.Source.Run("load order", static span => span.SetAttribute("order.id", 42).Activity);

    /// <summary>Work that is done at once: what remains is what the asynchronous form itself costs.</summary>
    [Benchmark]
    public Task RunAsync() => _tracing!.Source.RunAsync("load order", static span =>
    {
        span.SetAttribute("order.id", 42);
        return Task.CompletedTask;
    });
}
