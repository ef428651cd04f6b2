using System.Diagnostics;
using BenchmarkDotNet.Attributes;
using DistributedTracing;
using DistributedTracing.AspNetCore.Internal;
using DistributedTracing.Sampling;
using DistributedTracing.Sampling.Budgets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using OpenTelemetry.Trace;

namespace Benchmarks.Sampling;

/// <summary>One decision on a new trace by a budget, for everything together and by key, against OpenTelemetry's fixed 10 %.</summary>
[MemoryDiagnoser]
public class BudgetBenchmarks
{
    private readonly Sampler _openTelemetry = new ParentBasedSampler(new TraceIdRatioBasedSampler(0.1));
    private readonly BudgetTicker _ticker = new(TimeProvider.System, NullLogger.Instance);
    private Budget _one = null!;
    private Budget _byOperation = null!;
    private Budget _byHostAndTenant = null!;
    private readonly RequestBeingSampled _request = new(Microsoft.Extensions.Options.Options.Create(new TracingOptions()), []);
    private SamplingParameters _parameters;

    [GlobalSetup]
    public void SetUp()
    {
        _one = Budget.MaxPerSecond(100, _ticker);
        _byOperation = Budget.Adaptive(new AdaptiveSampling { TracesPerSecond = 100 }, _ticker);
        var options = new AdaptiveSampling { TracesPerSecond = 100 };
        options.Key.Clear();
        options.Key.Add("Host");
        options.Key.Add("Header:X-Tenant");
        _byHostAndTenant = Budget.Adaptive(options, _ticker);

        _parameters = new SamplingParameters(default, ActivityTraceId.CreateRandom(), HttpServerSpans.OperationName, ActivityKind.Server);
        RequestAtHand.Context = new DefaultHttpContext
        {
            Request = { Method = "GET", Path = "/orders/17", Host = new HostString("shop.example"), Headers = { ["X-Tenant"] = "gold" } },
        };
    }

    [GlobalCleanup]
    public void CleanUp()
    {
        _one.Dispose();
        _byOperation.Dispose();
        _byHostAndTenant.Dispose();
    }

    [Benchmark(Baseline = true)]
    public SamplingDecision OpenTelemetry() => _openTelemetry.ShouldSample(_parameters).Decision;

    [Benchmark]
    public SamplingDecision MaxPerSecond() => Decide(_one);

    [Benchmark]
    public SamplingDecision ByOperation() => Decide(_byOperation);

    [Benchmark]
    public SamplingDecision ByHostAndTenant() => Decide(_byHostAndTenant);

    private SamplingDecision Decide(Budget budget)
    {
        var rate = budget.RateFor(new SamplingCandidate(in _parameters, _request));
        return rate.Threshold.Keeps(TraceRandomness.Of(_parameters.TraceId)) ? SamplingDecision.RecordAndSample : SamplingDecision.Drop;
    }
}
