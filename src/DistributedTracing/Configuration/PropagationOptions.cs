namespace DistributedTracing;

/// <summary>The header formats that carry the trace context between services.</summary>
/// <remarks>
/// Names are those of <c>OTEL_PROPAGATORS</c>: <c>tracecontext</c> (W3C Trace Context), <c>baggage</c> (W3C Baggage), <c>b3</c>
/// (B3 single header), <c>b3multi</c> (B3 multiple headers), <c>jaeger</c> (<c>uber-trace-id</c>), <c>none</c>.
/// <c>jaeger</c> also stands for Jaeger's own baggage, a header <c>uberctx-{key}</c> for each item. It is read only together with
/// <c>uber-trace-id</c>, with keys in lower case, and only where the headers can be listed: in requests to ASP.NET Core, and in the
/// dictionaries and collections given to <see cref="ContextCarrier"/>.
/// <para>
/// A B3 context without a sampling state leaves the decision to <see cref="TracingOptions.Sampling"/>; a state without a context, such
/// as <c>b3: 0</c>, decides about the trace that begins with the request, in ASP.NET Core. Debug, of B3 and Jaeger, is kept as the
/// <c>tracestate</c> member <c>b3=d</c> and written again in those formats. Of a baggage key that occurs twice the last value counts;
/// at most 180 items and 8,192 bytes are read and written; properties of items are dropped, as .NET's baggage has no place for them.
/// </para>
/// Not thread safe; read once at start.
/// </remarks>
public sealed class PropagationOptions
{
    /// <summary>Gets the formats accepted from callers, the first valid one wins.</summary>
    /// <value>The default is every format: <c>tracecontext</c>, <c>b3</c>, <c>b3multi</c>, <c>jaeger</c>, and <c>baggage</c>.</value>
    public IList<string> Extract { get; } = ["tracecontext", "b3", "b3multi", "jaeger", "baggage"];

    /// <summary>Gets the formats written to callees.</summary>
    /// <value>The default is W3C: <c>tracecontext</c> and <c>baggage</c>.</value>
    public IList<string> Inject { get; } = ["tracecontext", "baggage"];

    /// <summary>Gets to whom the context is written, and which baggage.</summary>
    public OutgoingOptions Outgoing { get; } = new();
}
