namespace DistributedTracing.Http.Tests;

/// <summary>The context in the headers of a request, in whatever format.</summary>
internal readonly record struct SentContext(string TraceId, string SpanId)
{
    public static readonly string[] Formats = ["tracecontext", "b3", "b3multi", "jaeger"];

    private static readonly string[] Names =
        ["traceparent", "tracestate", "baggage", "b3", "X-B3-TraceId", "X-B3-SpanId", "X-B3-ParentSpanId", "X-B3-Sampled", "X-B3-Flags", "uber-trace-id"];

    public static SentContext Of(Dictionary<string, string> headers, string format)
    {
        switch (format)
        {
            case "tracecontext":
                var w3c = headers["traceparent"].Split('-');
                return new(w3c[1], w3c[2]);
            case "b3":
                var b3 = headers["b3"].Split('-');
                return new(b3[0], b3[1]);
            case "b3multi":
                return new(headers["X-B3-TraceId"], headers["X-B3-SpanId"]);
            default:
                var jaeger = headers["uber-trace-id"].Split(':');
                return new(jaeger[0], jaeger[1]);
        }
    }

    /// <summary>Gets the context headers of every format, baggage included.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Headers(Dictionary<string, string> headers) => headers.Where(header =>
        Names.Contains(header.Key, StringComparer.OrdinalIgnoreCase) || header.Key.StartsWith("uberctx-", StringComparison.OrdinalIgnoreCase));
}
