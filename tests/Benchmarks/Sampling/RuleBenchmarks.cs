using System.Diagnostics;
using BenchmarkDotNet.Attributes;
using DistributedTracing;
using DistributedTracing.AspNetCore.Internal;
using DistributedTracing.Sampling;
using Microsoft.Extensions.Options;
using OpenTelemetry.Trace;

namespace Benchmarks.Sampling;

/// <summary>A new trace at 10 %: eight rules that look at the request, the last one matching, against OpenTelemetry's sampler without any.</summary>
[MemoryDiagnoser]
public class RuleBenchmarks
{
    private const double Ratio = 0.1;

    private readonly Sampler _openTelemetry = new ParentBasedSampler(new TraceIdRatioBasedSampler(Ratio));
    private readonly Sampler _byPath;
    private readonly Sampler _byHeaders;

    private SamplingParameters _parameters;

    public RuleBenchmarks()
    {
        _byPath = new TracingSampler(EightRules.ByPath(Ratio), [], Request);
        _byHeaders = new TracingSampler(EightRules.ByHeaders(Ratio), [], Request);
    }

    internal RequestBeingSampled Request { get; } = new(Options.Create(new TracingOptions()), []);

    [GlobalSetup]
    public void SetUp()
    {
        _parameters = new SamplingParameters(default, ActivityTraceId.CreateRandom(), HttpServerSpans.OperationName, ActivityKind.Server);
        RequestAtHand.Context = EightRules.Request();
    }

    [Benchmark(Baseline = true)]
    public SamplingResult OpenTelemetry() => _openTelemetry.ShouldSample(_parameters);

    [Benchmark]
    public SamplingResult EightRulesByPath() => _byPath.ShouldSample(_parameters);

    [Benchmark]
    public SamplingResult EightRulesByHeaders() => _byHeaders.ShouldSample(_parameters);
}
