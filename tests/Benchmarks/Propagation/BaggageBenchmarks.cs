using System.Diagnostics;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using DistributedTracing.Propagation;
using Microsoft.AspNetCore.Http;
using OpenTelemetry;
using OpenTelemetry.Context.Propagation;
using static System.Diagnostics.DistributedContextPropagator;

namespace Benchmarks.Propagation;

/// <summary>Reads baggage of three items from the headers of a request, and writes it into those of another; one value has characters that are encoded.</summary>
[MemoryDiagnoser]
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByCategory)]
public class BaggageBenchmarks : IDisposable
{
    internal const string Header = "tenant=acme%20corp,user.id=4711,region=eu-west-1";

    private static readonly PropagatorGetterCallback Getter = static (object? carrier, string name, out string? value, out IEnumerable<string>? values) =>
    {
        values = null;
        value = ((IHeaderDictionary)carrier!)[name];
    };

    private static readonly Func<IHeaderDictionary, string, IEnumerable<string>> OpenTelemetryGetter = static (headers, name) =>
    {
        if (headers.TryGetValue(name, out var values))
        {
            return values;
        }

        return [];
    };

    private static readonly PropagatorSetterCallback Setter = static (carrier, name, value) => ((IHeaderDictionary)carrier!)[name] = value;
    private static readonly Action<IHeaderDictionary, string, string> OpenTelemetrySetter = static (carrier, name, value) => carrier[name] = value;

    private readonly BaggagePropagator _openTelemetry = new();
    private readonly DistributedContextPropagator _runtime = Propagators.Runtime();
    private readonly TracingPropagator _ours = Propagators.Ours(ContextHeaders.Baggage);
    private readonly OpenTelemetryPropagator _adapter = new(Propagators.OursOfOneFormat(ContextHeaders.Baggage));
    private readonly HeaderDictionary _received = new() { ["Host"] = "shop.example.com", ["baggage"] = Header };
    private readonly HeaderDictionary _sent = [];
    private readonly Activity _activity = new("request");
    private Baggage _baggage;

    [GlobalSetup]
    public void SetUp()
    {
        _baggage = _openTelemetry.Extract<IHeaderDictionary>(default, _received, OpenTelemetryGetter).Baggage;
        _activity.SetIdFormat(ActivityIdFormat.W3C).Start();
        foreach (var (key, value) in _baggage.GetBaggage())
        {
            _activity.AddBaggage(key, value);
        }
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _activity.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark(Baseline = true), BenchmarkCategory("extract")]
    public object? OpenTelemetryExtract() => _openTelemetry.Extract<IHeaderDictionary>(default, _received, OpenTelemetryGetter).Baggage.GetBaggage();

    [Benchmark, BenchmarkCategory("extract")]
    public object? RuntimeExtract() => _runtime.ExtractBaggage(_received, Getter);

    [Benchmark, BenchmarkCategory("extract")]
    public object? OursExtract() => _ours.ExtractBaggage(_received, Getter);

    [Benchmark, BenchmarkCategory("extract")]
    public object? OursThroughOpenTelemetryExtract() => _adapter.Extract<IHeaderDictionary>(default, _received, OpenTelemetryGetter).Baggage.GetBaggage();

    [Benchmark(Baseline = true), BenchmarkCategory("inject")]
    public IHeaderDictionary OpenTelemetryInject()
    {
        _openTelemetry.Inject(new PropagationContext(default, _baggage), _sent, OpenTelemetrySetter);
        return _sent;
    }

    /// <summary>Writes the context as well.</summary>
    [Benchmark, BenchmarkCategory("inject")]
    public IHeaderDictionary RuntimeInject()
    {
        _runtime.Inject(_activity, _sent, Setter);
        return _sent;
    }

    [Benchmark, BenchmarkCategory("inject")]
    public IHeaderDictionary OursInject()
    {
        _ours.Inject(_activity, _sent, Setter);
        return _sent;
    }

    [Benchmark, BenchmarkCategory("inject")]
    public IHeaderDictionary OursThroughOpenTelemetryInject()
    {
        _adapter.Inject(new PropagationContext(default, _baggage), _sent, OpenTelemetrySetter);
        return _sent;
    }
}
