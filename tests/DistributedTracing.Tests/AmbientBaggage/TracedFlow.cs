using System.Diagnostics;
using DistributedTracing.AmbientBaggage;
using DistributedTracing.Propagation;
using DistributedTracing.Tests.Propagation;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace DistributedTracing.Tests.AmbientBaggage;

/// <summary>A source whose spans keep the stores of baggage together, and flows of execution that inherit nothing from the test runner.</summary>
internal sealed class TracedFlow : IDisposable
{
    private static readonly TracingPropagator Propagator = Contexts.Propagator("baggage");

    private readonly TracerProvider _provider;

    public TracedFlow(Action<BaggageOptions>? configure = null, bool isRecorded = true)
    {
        var options = new BaggageOptions();
        configure?.Invoke(options);
        Source = new ActivitySource("test." + Guid.NewGuid().ToString("N"));
        _provider = Sdk.CreateTracerProviderBuilder()
            .AddSource(Source.Name)
            .SetSampler(isRecorded ? new AlwaysOnSampler() : new AlwaysOffSampler())
            .AddProcessor(new BaggageProcessor(options))
            .Build();
    }

    public ActivitySource Source { get; }

    /// <summary>Gets what the next callee would receive, ordered by key.</summary>
    public static string Sent()
    {
        var headers = new Headers();
        Propagator.Inject(Activity.Current, headers, Headers.Setter);
        return string.Join(',', headers.GetValueOrDefault("baggage", string.Empty).Split(',').Order(StringComparer.Ordinal));
    }

    /// <summary>Gets what is read through our API, ordered by key.</summary>
    public static string Read() => Text(TraceBaggage.Items);

    /// <summary>Gets what is read through OpenTelemetry's API, ordered by key.</summary>
    public static string ReadOpenTelemetrys() => Text(Baggage.Current.GetBaggage());

    /// <summary>Gets what is read through .NET's API, ordered by key.</summary>
    public static string ReadActivitys() => Text(ActivityBaggage.Of(Activity.Current));

    public static async Task RunAsync(Func<Task> work)
    {
        Task task;
        using (ExecutionContext.SuppressFlow())
        {
            task = Task.Run(work);
        }

        await task;
    }

    public static Task RunAsync(Action work) => RunAsync(() =>
    {
        work();
        return Task.CompletedTask;
    });

    public Activity Start(string name = "span") => Source.StartActivity(name)!;

    public void Dispose()
    {
        _provider.Dispose();
        Source.Dispose();
    }

    private static string Text(IEnumerable<KeyValuePair<string, string>> items) =>
        string.Join(',', items.Select(item => $"{item.Key}={item.Value}").Order(StringComparer.Ordinal));
}
