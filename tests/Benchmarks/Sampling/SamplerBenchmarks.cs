using System.Diagnostics;
using BenchmarkDotNet.Attributes;
using DistributedTracing;
using DistributedTracing.AspNetCore.Internal;
using DistributedTracing.Sampling;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using OpenTelemetry.Trace;

namespace Benchmarks.Sampling;

/// <summary>One decision at 10 %: our sampler, without and with the filter of ignored paths, against OpenTelemetry's.</summary>
[MemoryDiagnoser]
public class SamplerBenchmarks
{
    private const double Ratio = 0.1;

    private readonly Sampler _openTelemetry = new ParentBasedSampler(new TraceIdRatioBasedSampler(Ratio));
    private readonly Sampler _ours = new TracingSampler(new SamplingOptions { Ratio = Ratio }, []);
    private readonly Sampler _filtered = new TracingSampler(
        new SamplingOptions { Ratio = Ratio }, [new IgnoredPathFilter(Options.Create(new AspNetCoreTracingOptions()))]);

    private SamplingParameters _parameters;

    [Params(SpanParent.None, SpanParent.Local, SpanParent.Remote)]
    public SpanParent Parent { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        var traceId = ActivityTraceId.CreateRandom();
        var parent = Parent == SpanParent.None
            ? default
            : new ActivityContext(traceId, ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded, null, isRemote: Parent == SpanParent.Remote);
        _parameters = new SamplingParameters(parent, traceId, HttpServerSpans.OperationName, ActivityKind.Server);

        RequestAtHand.Context = new DefaultHttpContext { Request = { Path = "/orders/7" } };
    }

    [Benchmark(Baseline = true)]
    public SamplingResult OpenTelemetry() => _openTelemetry.ShouldSample(_parameters);

    [Benchmark]
    public SamplingResult Ours() => _ours.ShouldSample(_parameters);

    [Benchmark]
    public SamplingResult OursWithIgnoredPaths() => _filtered.ShouldSample(_parameters);
}
