using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace Benchmarks.Spans;

/// <summary>A source, whoever records it, and the surroundings of the spans to come. Nothing is exported.</summary>
internal sealed class SpanTracing : IDisposable
{
    private static int _count;

    private readonly IDisposable _provider;
    private readonly Activity? _parent;

    private SpanTracing(ActivitySource source, IDisposable provider, SpanFate fate)
    {
        Source = source;
        _provider = provider;
        _parent = fate == SpanFate.UnsampledChild ? source.StartActivity("parent") : null;
    }

    public ActivitySource Source { get; }

    public static SpanTracing OpenTelemetry(SpanFate fate)
    {
        var source = NewSource();
        var provider = Sdk.CreateTracerProviderBuilder()
            .AddSource(source.Name)
            .SetSampler(new ParentBasedSampler(new TraceIdRatioBasedSampler(Ratio(fate))))
            .Build();
        return new SpanTracing(source, provider, fate);
    }

    /// <summary>The provider as an application of ours gets it.</summary>
    public static SpanTracing Ours(SpanFate fate)
    {
        var source = NewSource();
        var services = new ServiceCollection();
        services.AddDistributedTracingCore(options =>
        {
            options.Sources.Add(source.Name);
            options.Sampling.Ratio = Ratio(fate);
            options.Delivery.Enabled = false;
        });
        var provider = services.BuildServiceProvider();
        provider.GetRequiredService<TracerProvider>();
        return new SpanTracing(source, provider, fate);
    }

    public void Dispose()
    {
        _parent?.Dispose();
        _provider.Dispose();
        Source.Dispose();
    }

    // Listeners are global: each instance has a source of its own, so that no other one records it.
    private static ActivitySource NewSource() => new($"SpanBenchmarks.{Interlocked.Increment(ref _count)}");

    private static double Ratio(SpanFate fate) => fate == SpanFate.Sampled ? 1 : 0;
}
