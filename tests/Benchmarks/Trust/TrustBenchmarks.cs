using System.Diagnostics;
using System.Net;
using BenchmarkDotNet.Attributes;
using DistributedTracing;
using DistributedTracing.AspNetCore.Internal;
using DistributedTracing.AspNetCore.Internal.Trust;
using DistributedTracing.Propagation;
using DistributedTracing.Sampling;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using OpenTelemetry.Trace;
using static System.Diagnostics.DistributedContextPropagator;

namespace Benchmarks.Trust;

/// <summary>What trust adds to a request with a W3C context: extraction of context and baggage, and the sampler's decision.</summary>
[MemoryDiagnoser]
public class TrustBenchmarks
{
    private static readonly PropagatorGetterCallback Getter = static (object? carrier, string name, out string? value, out IEnumerable<string>? values) =>
    {
        values = null;
        value = ((IHeaderDictionary)carrier!)[name];
    };

    private readonly TracingPropagator _believing = new(new PropagationOptions());
    private readonly TracingPropagator _default = new(new PropagationOptions(), [Trust(new AspNetCoreTracingOptions())]);
    private readonly TracingPropagator _ruled = new(new PropagationOptions(), [Trust(FiveRules())]);
    private readonly Sampler _plain = new TracingSampler(new SamplingOptions(), []);
    private readonly Sampler _forcible = new TracingSampler(new SamplingOptions(), [Forced()]);

    private readonly DefaultHttpContext _context = new()
    {
        Request =
        {
            Path = "/orders/7",
            Headers = { ["traceparent"] = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", ["User-Agent"] = "Mozilla/5.0", ["Accept"] = "application/json" },
        },
        Connection = { RemoteIpAddress = IPAddress.Parse("::ffff:203.0.113.7") },
    };

    private readonly SamplingParameters _parameters = new(default, ActivityTraceId.CreateRandom(), HttpServerSpans.OperationName, ActivityKind.Server);

    [Benchmark(Baseline = true)]
    public string? ExtractFromAnybody() => Extract(_believing);

    [Benchmark]
    public string? ExtractByDefault() => Extract(_default);

    /// <summary>Four rules by path, header and network that do not match, and one by network that does.</summary>
    [Benchmark]
    public string? ExtractByFiveRules() => Extract(_ruled);

    [Benchmark]
    public SamplingResult Sample() => Sample(_plain);

    /// <summary>With a secret in the settings, and a request without the header.</summary>
    [Benchmark]
    public SamplingResult SampleOnDemand() => Sample(_forcible);

    private string? Extract(TracingPropagator propagator)
    {
        RequestAtHand.Context = _context;
        propagator.ExtractTraceIdAndState(_context.Request.Headers, Getter, out var traceParent, out _);
        _ = propagator.ExtractBaggage(_context.Request.Headers, Getter);
        RequestAtHand.Context = null;
        return traceParent;
    }

    private SamplingResult Sample(Sampler sampler)
    {
        RequestAtHand.Context = _context;
        var result = sampler.ShouldSample(_parameters);
        RequestAtHand.Context = null;
        return result;
    }

    private static CallerTrust Trust(AspNetCoreTracingOptions options) => new(Options.Create(options), NullLogger<CallerTrust>.Instance);

    private static ForcedSampling Forced() => new(
        Options.Create(new AspNetCoreTracingOptions { ForceSampling = { Secret = "0123456789abcdef" } }), new RefusedForcing(NullLogger<RefusedForcing>.Instance));

    private static AspNetCoreTracingOptions FiveRules() => new()
    {
        Trust =
        {
            Rules =
            {
                new() { Path = "/public/*", Trust = IncomingTrust.Ignore },
                new() { Path = "/hooks", Trust = IncomingTrust.Ignore },
                new() { Header = "X-Partner", HeaderValue = "yes", Trust = IncomingTrust.Ignore },
                new() { Networks = { "private", "loopback" }, Trust = IncomingTrust.Trust },
                new() { Networks = { "internet" }, Trust = IncomingTrust.ContinueIgnoringSampling },
            },
        },
    };
}
