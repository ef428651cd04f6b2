namespace DistributedTracing.Propagation;

/// <summary>The formats a user can name, and the objects that read and write them.</summary>
internal static class ContextFormats
{
    public const string Baggage = "baggage";
    public const string None = "none";

    private static readonly Dictionary<string, ContextFormat> ByName = new(StringComparer.OrdinalIgnoreCase)
    {
        ["tracecontext"] = new W3CTraceContextFormat(),
        ["b3"] = new B3SingleFormat(),
        ["b3multi"] = new B3MultiFormat(),
        ["jaeger"] = new JaegerFormat(),
    };

    public static IEnumerable<string> Names => [.. ByName.Keys, Baggage, None];

    /// <summary>Gets every header that any format may write, as far as it is known beforehand.</summary>
    public static IReadOnlyCollection<string> Fields { get; } = [.. ByName.Values.SelectMany(format => format.Fields), W3CBaggage.Header];

    public static bool IsName(string name) => Names.Contains(name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Gets the trace context formats among the names, in their order; W3C baggage is not one.</summary>
    public static ContextFormat[] Select(IEnumerable<string> names) =>
        [.. names.Where(ByName.ContainsKey).Select(name => ByName[name]).Distinct()];

    public static bool IncludesBaggage(IEnumerable<string> names) => names.Contains(Baggage, StringComparer.OrdinalIgnoreCase);
}
