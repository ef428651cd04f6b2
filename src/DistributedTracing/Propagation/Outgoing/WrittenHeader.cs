using System.Collections.Frozen;

namespace DistributedTracing.Propagation;

/// <summary>The names of the headers that are written, as strings that nobody else holds.</summary>
/// <remarks>
/// The headers of a request keep the very string they were added with. So when a request is sent again, or a copy of it, a header that
/// has one of these strings as its name was written for an earlier attempt; any other with the same name was set by the application.
/// </remarks>
internal static class WrittenHeader
{
    public static readonly string TraceParent = Own("traceparent");
    public static readonly string TraceState = Own("tracestate");
    public static readonly string Baggage = Own("baggage");
    public static readonly string B3 = Own("b3");
    public static readonly string B3TraceId = Own("X-B3-TraceId");
    public static readonly string B3SpanId = Own("X-B3-SpanId");
    public static readonly string B3Sampled = Own("X-B3-Sampled");
    public static readonly string UberTraceId = Own("uber-trace-id");

    private static readonly FrozenDictionary<string, string> Names =
        new[] { TraceParent, TraceState, Baggage, B3, B3TraceId, B3SpanId, B3Sampled, UberTraceId }
            .ToFrozenDictionary(name => name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Gets whether a header of this name was written here, and not by somebody else.</summary>
    public static bool IsOwn(string name) =>
        Names.TryGetValue(name, out var own) ? ReferenceEquals(own, name) : JaegerBaggageHeader.IsOwn(name);

    /// <summary>Gets the name for a carrier that the application writes itself, so that what it holds counts as the application's.</summary>
    public static string Plain(string name) => IsOwn(name) ? string.Intern(name) : name;

    // A literal is one string for the whole process; this one is not.
    private static string Own(string name) => string.Create(name.Length, name, static (text, name) => name.CopyTo(text));
}
