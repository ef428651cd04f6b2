namespace Benchmarks.Propagation;

/// <summary>What the headers hold.</summary>
public enum ContextHeaders
{
    /// <summary>Nothing of any format.</summary>
    None,

    /// <summary>W3C <c>traceparent</c>.</summary>
    W3C,

    /// <summary>W3C <c>traceparent</c>, and <c>tracestate</c> of four members.</summary>
    W3CWithState,

    /// <summary>One <c>b3</c> header.</summary>
    B3Single,

    /// <summary>Headers that begin with <c>X-B3-</c>.</summary>
    B3Multi,

    /// <summary>W3C <c>baggage</c> of three members, one of them with characters that are encoded, and no context.</summary>
    Baggage,
}
