using System.Diagnostics;
using DistributedTracing.Propagation;

namespace DistributedTracing.Tests.Propagation;

/// <summary>The context that the tests send, and propagators for the formats they name.</summary>
internal static class Contexts
{
    public const string TraceId = "0af7651916cd43dd8448eb211c80319c";
    public const string SpanId = "b7ad6b7169203331";
    public const string Sampled = $"00-{TraceId}-{SpanId}-01";
    public const string Unsampled = $"00-{TraceId}-{SpanId}-00";

    public static TracingPropagator Propagator(params string[] formats) => new(Options(formats, formats));

    public static PropagationOptions Options(IEnumerable<string> extract, IEnumerable<string> inject)
    {
        var options = new PropagationOptions();
        options.Extract.Clear();
        options.Inject.Clear();
        foreach (var name in extract)
        {
            options.Extract.Add(name);
        }

        foreach (var name in inject)
        {
            options.Inject.Add(name);
        }

        return options;
    }

    public static string? Extract(this TracingPropagator propagator, Headers headers) => propagator.Extract(headers, out _);

    public static string? Extract(this TracingPropagator propagator, Headers headers, out string? traceState)
    {
        propagator.ExtractTraceIdAndState(headers, Headers.Getter, out var traceParent, out traceState);
        return traceParent;
    }

    public static ActivityContext Context(ActivityTraceFlags flags = ActivityTraceFlags.Recorded, string? traceState = null) =>
        new(ActivityTraceId.CreateFromString(TraceId), ActivitySpanId.CreateFromString(SpanId), flags, traceState);

    public static Headers Inject(this TracingPropagator propagator, ActivityContext context)
    {
        var headers = new Headers();
        propagator.Writer.Write(context, headers, Headers.Setter);
        return headers;
    }
}
