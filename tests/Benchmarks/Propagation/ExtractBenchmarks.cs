using System.Diagnostics;
using BenchmarkDotNet.Attributes;
using DistributedTracing.Propagation;
using Microsoft.AspNetCore.Http;
using OpenTelemetry.Context.Propagation;
using static System.Diagnostics.DistributedContextPropagator;

namespace Benchmarks.Propagation;

/// <summary>Reads a context from an incoming request's headers, up to the <see cref="ActivityContext"/> a span starts from.</summary>
/// <remarks>
/// OpenTelemetry's propagator looks for the one format that is there; ours looks for every format, as in an application, unless its
/// name says otherwise. Where nothing is there, both sides look for baggage as well: OpenTelemetry's default pair, and what ASP.NET
/// Core asks of ours.
/// </remarks>
[MemoryDiagnoser]
public class ExtractBenchmarks : IDisposable
{
    internal const string TraceId = "0af7651916cd43dd8448eb211c80319c";
    internal const string SpanId = "b7ad6b7169203331";
    internal const string TraceState = "ot=th:8,congo=t61rcWkgMzE,rojo=00f067aa0ba902b7,acme@vendor=p:1;q:2";

    // As ASP.NET Core reads.
    private static readonly PropagatorGetterCallback Getter = static (object? carrier, string name, out string? value, out IEnumerable<string>? values) =>
    {
        values = null;
        value = ((IHeaderDictionary)carrier!)[name];
    };

    // As OpenTelemetry's instrumentation of ASP.NET Core reads.
    private static readonly Func<IHeaderDictionary, string, IEnumerable<string>> OpenTelemetryGetter = static (headers, name) =>
    {
        if (headers.TryGetValue(name, out var values))
        {
            return values;
        }

        return [];
    };

    private readonly DistributedContextPropagator _runtime = Propagators.Runtime();
    private readonly TracingPropagator _ours = Propagators.Ours(ContextHeaders.W3C);
    private IHeaderDictionary _headers = new HeaderDictionary();
    private KestrelRequest? _request;
    private TextMapPropagator? _openTelemetry;
    private TextMapPropagator? _adapter;
    private TextMapPropagator? _adapterOfOneFormat;

    [Params(ContextHeaders.None, ContextHeaders.W3C, ContextHeaders.W3CWithState, ContextHeaders.B3Single, ContextHeaders.B3Multi)]
    public ContextHeaders Headers { get; set; }

    [Params(RequestHeaders.Kestrel, RequestHeaders.Dictionary)]
    public RequestHeaders Carrier { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        _openTelemetry = Propagators.OpenTelemetry(Headers);
        _adapter = new OpenTelemetryPropagator(_ours);
        _adapterOfOneFormat = new OpenTelemetryPropagator(Propagators.OursOfOneFormat(Headers));
        var sent = Sent(Headers);
        if (Carrier == RequestHeaders.Kestrel)
        {
            _request = KestrelRequest.SendAsync(sent).GetAwaiter().GetResult();
            _headers = _request.Headers;
            return;
        }

        foreach (var (name, value) in sent)
        {
            _headers[name] = value;
        }
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _request?.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark(Baseline = true)]
    public ActivityContext OpenTelemetry() => _openTelemetry!.Extract(default, _headers, OpenTelemetryGetter).ActivityContext;

    [Benchmark]
    public ActivityContext Runtime() => Extract(_runtime);

    /// <summary>Ours as ASP.NET Core calls it, which takes a traceparent and parses it again.</summary>
    [Benchmark]
    public ActivityContext Ours() => Extract(_ours);

    /// <summary>Ours as libraries see it that propagate through OpenTelemetry; always looks for baggage too.</summary>
    [Benchmark]
    public ActivityContext OursThroughOpenTelemetry() => _adapter!.Extract(default, _headers, OpenTelemetryGetter).ActivityContext;

    /// <summary>Ours in the same place as OpenTelemetry's, reading the same headers.</summary>
    [Benchmark]
    public ActivityContext OursOfOneFormat() => _adapterOfOneFormat!.Extract(default, _headers, OpenTelemetryGetter).ActivityContext;

    internal static Dictionary<string, string> Sent(ContextHeaders headers)
    {
        var sent = new Dictionary<string, string>
        {
            ["Host"] = "shop.example.com",
            ["User-Agent"] = "Mozilla/5.0",
            ["Accept"] = "application/json",
            ["X-Request-Id"] = "7b1f2c",
        };
        switch (headers)
        {
            case ContextHeaders.W3C:
                sent["traceparent"] = $"00-{TraceId}-{SpanId}-01";
                break;
            case ContextHeaders.W3CWithState:
                sent["traceparent"] = $"00-{TraceId}-{SpanId}-01";
                sent["tracestate"] = TraceState;
                break;
            case ContextHeaders.B3Single:
                sent["b3"] = $"{TraceId}-{SpanId}-1";
                break;
            case ContextHeaders.B3Multi:
                sent["X-B3-TraceId"] = TraceId;
                sent["X-B3-SpanId"] = SpanId;
                sent["X-B3-Sampled"] = "1";
                break;
            default:
                break;
        }

        return sent;
    }

    private ActivityContext Extract(DistributedContextPropagator propagator)
    {
        propagator.ExtractTraceIdAndState(_headers, Getter, out var traceParent, out var traceState);
        if (Headers == ContextHeaders.None)
        {
            propagator.ExtractBaggage(_headers, Getter);
        }

        return traceParent is not null && ActivityContext.TryParse(traceParent, traceState, isRemote: true, out var context) ? context : default;
    }
}
