using System.Diagnostics;
using BenchmarkDotNet.Attributes;
using DistributedTracing.Propagation;
using Microsoft.AspNetCore.Http;
using OpenTelemetry.Context.Propagation;
using static System.Diagnostics.DistributedContextPropagator;

namespace Benchmarks.Propagation;

/// <summary>Reads a context from an incoming request's headers, up to the <see cref="ActivityContext"/> a span starts from.</summary>
/// <remarks>OpenTelemetry's propagator looks for the one format that is there; ours looks for every format, as in an application.</remarks>
[MemoryDiagnoser]
public class ExtractBenchmarks
{
    internal const string TraceId = "0af7651916cd43dd8448eb211c80319c";
    internal const string SpanId = "b7ad6b7169203331";
    internal const string TraceState = "congo=t61rcWkgMzE,rojo=00f067aa0ba902b7";

    // As ASP.NET Core reads.
    private static readonly PropagatorGetterCallback Getter = static (object? carrier, string name, out string? value, out IEnumerable<string>? values) =>
    {
        values = null;
        value = ((IHeaderDictionary)carrier!)[name];
    };

    // As OpenTelemetry's instrumentation of ASP.NET Core reads.
    private static readonly Func<IHeaderDictionary, string, IEnumerable<string>> OpenTelemetryGetter =
        static (headers, name) => headers.TryGetValue(name, out var values) ? values : [];

    private readonly DistributedContextPropagator _runtime = Propagators.Runtime();
    private readonly TracingPropagator _ours = Propagators.Ours(ContextHeaders.W3C);
    private readonly HeaderDictionary _headers = new()
    {
        ["Host"] = "shop.example.com",
        ["User-Agent"] = "Mozilla/5.0",
        ["Accept"] = "application/json",
    };

    private TextMapPropagator? _openTelemetry;
    private TextMapPropagator? _adapter;

    [Params(ContextHeaders.None, ContextHeaders.W3C, ContextHeaders.W3CWithState, ContextHeaders.B3Single, ContextHeaders.B3Multi)]
    public ContextHeaders Headers { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        _openTelemetry = Propagators.OpenTelemetry(Headers);
        _adapter = new OpenTelemetryPropagator(_ours);
        switch (Headers)
        {
            case ContextHeaders.W3C:
                _headers["traceparent"] = $"00-{TraceId}-{SpanId}-01";
                break;
            case ContextHeaders.W3CWithState:
                _headers["traceparent"] = $"00-{TraceId}-{SpanId}-01";
                _headers["tracestate"] = TraceState;
                break;
            case ContextHeaders.B3Single:
                _headers["b3"] = $"{TraceId}-{SpanId}-1";
                break;
            case ContextHeaders.B3Multi:
                _headers["X-B3-TraceId"] = TraceId;
                _headers["X-B3-SpanId"] = SpanId;
                _headers["X-B3-Sampled"] = "1";
                break;
            default:
                break;
        }
    }

    [Benchmark(Baseline = true)]
    public ActivityContext OpenTelemetry() => _openTelemetry!.Extract<IHeaderDictionary>(default, _headers, OpenTelemetryGetter).ActivityContext;

    [Benchmark]
    public ActivityContext Runtime() => Extract(_runtime);

    [Benchmark]
    public ActivityContext Ours() => Extract(_ours);

    /// <summary>Ours as libraries see it that propagate through OpenTelemetry; reads baggage too.</summary>
    [Benchmark]
    public ActivityContext OursThroughOpenTelemetry() => _adapter!.Extract<IHeaderDictionary>(default, _headers, OpenTelemetryGetter).ActivityContext;

    private ActivityContext Extract(DistributedContextPropagator propagator)
    {
        propagator.ExtractTraceIdAndState(_headers, Getter, out var traceParent, out var traceState);
        return traceParent is not null && ActivityContext.TryParse(traceParent, traceState, isRemote: true, out var context) ? context : default;
    }
}
