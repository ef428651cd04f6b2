using System.Diagnostics;
using BenchmarkDotNet.Attributes;
using DistributedTracing.Propagation;
using OpenTelemetry.Context.Propagation;
using static System.Diagnostics.DistributedContextPropagator;

namespace Benchmarks.Propagation;

/// <summary>Writes the context of a sampled span as W3C headers into a request of HttpClient, as its handler does.</summary>
/// <remarks>
/// Every side removes what it wrote the time before, except in the second attempt, in which that is ours to do and nobody else does it:
/// the others leave the first attempt's ids.
/// </remarks>
[MemoryDiagnoser]
public class OutgoingRequestBenchmarks : IDisposable
{
    private const string TraceParent = "traceparent";

    // As the handler of HttpClient writes: what is there stays.
    private static readonly PropagatorSetterCallback Setter = static (carrier, name, value) => Set((HttpRequestMessage)carrier!, name, value);
    private static readonly Action<HttpRequestMessage, string, string> OpenTelemetrySetter = Set;

    private readonly DistributedContextPropagator _runtime = Propagators.Runtime();
    private readonly TextMapPropagator _openTelemetry = Propagators.OpenTelemetry(ContextHeaders.W3C);
    private readonly TracingPropagator _ours = Propagators.Ours(ContextHeaders.W3C);
    private readonly ClientSpan _span = new();
    private HttpRequestMessage? _request;

    [Params(OutgoingRequest.First, OutgoingRequest.FirstWithHeaders, OutgoingRequest.Again, OutgoingRequest.ToUnlistedHost)]
    public OutgoingRequest Request { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        _request = new HttpRequestMessage(
            HttpMethod.Get, Request == OutgoingRequest.ToUnlistedHost ? "https://api.example.com/orders/1" : "http://orders:5000/orders/1");
        if (Request == OutgoingRequest.FirstWithHeaders)
        {
            _request.Headers.Add("User-Agent", "benchmark");
            _request.Headers.Add("Accept", "application/json");
            _request.Headers.Add("X-Tenant", "acme");
        }
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _span.Dispose();
        _request?.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark(Baseline = true)]
    public HttpRequestMessage OpenTelemetry()
    {
        Clear();
        _openTelemetry.Inject(new PropagationContext(_span.Activity.Context, default), _request!, OpenTelemetrySetter);
        return _request!;
    }

    [Benchmark]
    public HttpRequestMessage Runtime()
    {
        Clear();
        _runtime.Inject(_span.Activity, _request, Setter);
        return _request!;
    }

    [Benchmark]
    public HttpRequestMessage Ours()
    {
        Clear();
        _ours.Inject(_span.Activity, _request, Setter);
        return _request!;
    }

    private static void Set(HttpRequestMessage request, string name, string value)
    {
        if (!request.Headers.NonValidated.Contains(name))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }
    }

    private void Clear()
    {
        if (Request != OutgoingRequest.Again)
        {
            _request!.Headers.Remove(TraceParent);
        }
    }
}
