namespace Benchmarks.Propagation;

/// <summary>The format of the trace context in the headers.</summary>
public enum ContextHeaders
{
    /// <summary>No header of any format.</summary>
    None,

    /// <summary>W3C <c>traceparent</c>.</summary>
    W3C,

    /// <summary>W3C <c>traceparent</c> and <c>tracestate</c>.</summary>
    W3CWithState,

    /// <summary>One <c>b3</c> header.</summary>
    B3Single,

    /// <summary>Headers that begin with <c>X-B3-</c>.</summary>
    B3Multi,
}
