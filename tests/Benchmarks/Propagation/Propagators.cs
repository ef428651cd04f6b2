using System.Diagnostics;
using DistributedTracing;
using DistributedTracing.Propagation;
using OpenTelemetry.Context.Propagation;

namespace Benchmarks.Propagation;

/// <summary>The propagators of each side for what is in the headers.</summary>
internal static class Propagators
{
    /// <summary>OpenTelemetry's of one format only; for no headers at all the pair that its SDK sets as the default.</summary>
    public static TextMapPropagator OpenTelemetry(ContextHeaders headers) => headers switch
    {
        ContextHeaders.None => new CompositeTextMapPropagator([new TraceContextPropagator(), new BaggagePropagator()]),
        ContextHeaders.Baggage => new BaggagePropagator(),

        // The supported B3Propagator is in a package that is not among this project's; the code is the same.
#pragma warning disable CS0618
        ContextHeaders.B3Single => new B3Propagator(singleHeader: true),
        ContextHeaders.B3Multi => new B3Propagator(singleHeader: false),
#pragma warning restore CS0618
        _ => new TraceContextPropagator(),
    };

    /// <summary>The runtime's default, W3C only.</summary>
    public static DistributedContextPropagator Runtime() => DistributedContextPropagator.CreateDefaultPropagator();

    /// <summary>Ours as it comes: reads every format, writes the given one.</summary>
    public static TracingPropagator Ours(ContextHeaders headers) => Ours(headers, new PropagationOptions());

    /// <summary>Ours, reading and writing only what the counterpart of OpenTelemetry does.</summary>
    public static TracingPropagator OursOfOneFormat(ContextHeaders headers)
    {
        var options = new PropagationOptions();
        options.Extract.Clear();
        foreach (var name in Names(headers))
        {
            options.Extract.Add(name);
        }

        return Ours(headers, options);
    }

    private static TracingPropagator Ours(ContextHeaders headers, PropagationOptions options)
    {
        options.Inject.Clear();
        foreach (var name in Names(headers))
        {
            options.Inject.Add(name);
        }

        return new TracingPropagator(options);
    }

    private static string[] Names(ContextHeaders headers) => headers switch
    {
        ContextHeaders.None => ["tracecontext", "baggage"],
        ContextHeaders.Baggage => ["baggage"],
        ContextHeaders.B3Single => ["b3"],
        ContextHeaders.B3Multi => ["b3multi"],
        _ => ["tracecontext"],
    };
}
