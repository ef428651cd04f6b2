using System.Diagnostics;
using BenchmarkDotNet.Attributes;
using DistributedTracing.Propagation;
using Microsoft.AspNetCore.Http;
using OpenTelemetry.Context.Propagation;
using static System.Diagnostics.DistributedContextPropagator;

namespace Benchmarks.Propagation;

/// <summary>Writes the context of a sampled span without baggage into headers: of a request that holds none, or over what the call before has left there.</summary>
/// <remarks>
/// The runtime's propagator writes an id that the activity keeps once it is formatted, so after the first time it formats nothing. For
/// the first time it needs more than twice as long as ours always does, and an outgoing request has a span of its own, written once.
/// </remarks>
[MemoryDiagnoser]
public class InjectBenchmarks : IDisposable
{
    private static readonly PropagatorSetterCallback SetInMessage = static (carrier, name, value) => Set((HttpRequestMessage)carrier!, name, value);
    private static readonly PropagatorSetterCallback SetInDictionary = static (carrier, name, value) => ((IHeaderDictionary)carrier!)[name] = value;
    private static readonly Action<object, string, string> OpenTelemetrySetInMessage = static (carrier, name, value) => Set((HttpRequestMessage)carrier, name, value);
    private static readonly Action<object, string, string> OpenTelemetrySetInDictionary = static (carrier, name, value) => ((IHeaderDictionary)carrier)[name] = value;

    private readonly DistributedContextPropagator _runtime = Propagators.Runtime();
    private readonly HttpRequestMessage _message = new(HttpMethod.Get, "http://orders:5000/orders/1");
    private readonly HeaderDictionary _dictionary = [];
    private readonly ClientSpan _span = new();
    private TextMapPropagator? _openTelemetry;
    private TextMapPropagator? _adapter;
    private TracingPropagator? _ours;
    private object? _carrier;
    private PropagatorSetterCallback? _setter;
    private Action<object, string, string>? _openTelemetrySetter;

    [Params(ContextHeaders.W3C, ContextHeaders.W3CWithState, ContextHeaders.B3Single, ContextHeaders.B3Multi)]
    public ContextHeaders Headers { get; set; }

    [Params(HeaderCarrier.HttpRequestMessage, HeaderCarrier.HeaderDictionary)]
    public HeaderCarrier Carrier { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        _openTelemetry = Propagators.OpenTelemetry(Headers);
        _ours = Propagators.Ours(Headers);
        _adapter = new OpenTelemetryPropagator(_ours);
        _span.Activity.TraceStateString = Headers == ContextHeaders.W3CWithState ? ExtractBenchmarks.TraceState : null;
        var isMessage = Carrier == HeaderCarrier.HttpRequestMessage;
        _carrier = isMessage ? _message : _dictionary;
        _setter = isMessage ? SetInMessage : SetInDictionary;
        _openTelemetrySetter = isMessage ? OpenTelemetrySetInMessage : OpenTelemetrySetInDictionary;
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _span.Dispose();
        _message.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark(Baseline = true)]
    public object? OpenTelemetry() => Inject(_openTelemetry!);

    [Benchmark]
    public object? Runtime() => Inject(_runtime);

    [Benchmark]
    public object? Ours() => Inject(_ours!);

    [Benchmark]
    public object? OursThroughOpenTelemetry() => Inject(_adapter!);

    private object? Inject(TextMapPropagator propagator)
    {
        _message.Headers.Clear();
        propagator.Inject(new PropagationContext(_span.Activity.Context, default), _carrier!, _openTelemetrySetter!);
        return _carrier;
    }

    private object? Inject(DistributedContextPropagator propagator)
    {
        _message.Headers.Clear();
        propagator.Inject(_span.Activity, _carrier, _setter);
        return _carrier;
    }

    private static void Set(HttpRequestMessage message, string name, string value)
    {
        message.Headers.Remove(name);
        message.Headers.TryAddWithoutValidation(name, value);
    }
}
