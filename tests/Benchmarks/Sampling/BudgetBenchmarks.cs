using System.Diagnostics;
using BenchmarkDotNet.Attributes;
using DistributedTracing;
using DistributedTracing.AspNetCore.Internal;
using DistributedTracing.Sampling;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using OpenTelemetry.Trace;

namespace Benchmarks.Sampling;

/// <summary>One decision on a new trace by a rule with a budget, for everything together and by key, against OpenTelemetry's fixed 10 %.</summary>
[MemoryDiagnoser]
public class BudgetBenchmarks
{
    private readonly Sampler _openTelemetry = new ParentBasedSampler(new TraceIdRatioBasedSampler(0.1));
    private readonly List<CurrentPolicy> _policies = [];
    private Sampler _together = null!;
    private Sampler _byOperation = null!;
    private Sampler _byHostAndTenant = null!;
    private SamplingParameters _parameters;

    [GlobalSetup]
    public void SetUp()
    {
        _together = SamplerOf(new SamplingRule { MaxPerSecond = 100 });
        _byOperation = SamplerOf(new SamplingRule { Adaptive = new AdaptiveSampling { TracesPerSecond = 100 } });
        var byHostAndTenant = new AdaptiveSampling { TracesPerSecond = 100 };
        byHostAndTenant.Key.Clear();
        byHostAndTenant.Key.Add("Host");
        byHostAndTenant.Key.Add("Header:X-Tenant");
        _byHostAndTenant = SamplerOf(new SamplingRule { Adaptive = byHostAndTenant });

        _parameters = new SamplingParameters(default, ActivityTraceId.CreateRandom(), HttpServerSpans.OperationName, ActivityKind.Server);
        RequestAtHand.Context = new DefaultHttpContext
        {
            Request = { Method = "GET", Path = "/orders/17", Host = new HostString("shop.example"), Headers = { ["X-Tenant"] = "gold" } },
        };
    }

    [GlobalCleanup]
    public void CleanUp() => _policies.ForEach(policy => policy.Dispose());

    [Benchmark(Baseline = true)]
    public SamplingResult OpenTelemetry() => _openTelemetry.ShouldSample(_parameters);

    [Benchmark]
    public SamplingResult MaxPerSecond() => _together.ShouldSample(_parameters);

    [Benchmark]
    public SamplingResult ByOperation() => _byOperation.ShouldSample(_parameters);

    [Benchmark]
    public SamplingResult ByHostAndTenant() => _byHostAndTenant.ShouldSample(_parameters);

    private TracingSampler SamplerOf(SamplingRule rule)
    {
        var policy = new CurrentPolicy(new SamplingPolicy(new SamplingOptions { Rules = { rule } }));
        _policies.Add(policy);
        return new TracingSampler(policy, [], new RequestBeingSampled(Options.Create(new TracingOptions()), []));
    }
}
