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
    public static readonly string B3Flags = Own("X-B3-Flags");
    public static readonly string UberTraceId = Own("uber-trace-id");

    private static readonly string[] All = [TraceParent, TraceState, Baggage, B3, B3TraceId, B3SpanId, B3Sampled, B3Flags, UberTraceId];

    private static readonly string[] Plains = [.. All.Select(string.Intern)];

    private static readonly FrozenDictionary<string, int> Numbers =
        Enumerable.Range(0, All.Length).ToFrozenDictionary(number => All[number], StringComparer.OrdinalIgnoreCase);

    /// <summary>Gets which of the names this is.</summary>
    /// <returns>A number below 32, or -1 when it is none of them.</returns>
    public static int NumberOf(string name) => Numbers.TryGetValue(name, out var number) ? number : -1;

    /// <summary>Gets the name with a number.</summary>
    public static string WithNumber(int number) => All[number];

    /// <summary>Gets the name for a carrier that the application writes itself, so that what it holds counts as the application's.</summary>
    public static string Plain(string name) =>
        NumberOf(name) is >= 0 and var number ? Plains[number] : JaegerBaggageHeader.IsOwn(name) ? new string(name) : name;

    // A literal is one string for the whole process; this one is not.
    private static string Own(string name) => string.Create(name.Length, name, static (text, name) => name.CopyTo(text));
}
