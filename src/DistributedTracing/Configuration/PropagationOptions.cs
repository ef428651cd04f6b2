namespace DistributedTracing;

/// <summary>The header formats that carry the trace context between services.</summary>
/// <remarks>
/// Names are those of <c>OTEL_PROPAGATORS</c>: <c>tracecontext</c> (W3C Trace Context), <c>baggage</c> (W3C Baggage), <c>b3</c>
/// (B3 single header), <c>b3multi</c> (B3 multiple headers), <c>none</c>. Not thread safe; read once at start.
/// </remarks>
public sealed class PropagationOptions
{
    /// <summary>Gets the formats accepted from callers, the first valid one wins.</summary>
    /// <value>The default is every format: <c>tracecontext</c>, <c>b3</c>, <c>b3multi</c>, and <c>baggage</c>.</value>
    public IList<string> Extract { get; } = ["tracecontext", "b3", "b3multi", "baggage"];

    /// <summary>Gets the formats written to callees.</summary>
    /// <value>The default is W3C: <c>tracecontext</c> and <c>baggage</c>.</value>
    public IList<string> Inject { get; } = ["tracecontext", "baggage"];
}
