using System.Diagnostics;

namespace DistributedTracing.Propagation;

/// <summary>The bits of a context's trace flags.</summary>
internal static class ContextFlags
{
    /// <summary>The trace id's low 56 bits are random.</summary>
    /// <remarks><see href="https://www.w3.org/TR/trace-context-2/#random-trace-id-flag"/>.</remarks>
    public const ActivityTraceFlags RandomTraceId = (ActivityTraceFlags)0b10;

    /// <summary>
    /// Nobody whose word counts has decided whether the trace is kept: B3 without a sampling state, or a caller who is not trusted
    /// with it. The sampler decides. Lives from extraction until the span has started; never on the wire.
    /// </summary>
    public const ActivityTraceFlags Undecided = (ActivityTraceFlags)0b1000_0000;

    /// <summary>
    /// The span is recorded, but whether it is kept is not decided; its children see by it that they are recorded too. Lives within the
    /// process, until the trace is decided; never on the wire.
    /// </summary>
    public const ActivityTraceFlags Recording = (ActivityTraceFlags)0b0100_0000;

    /// <summary>The flags that have a meaning to others; the rest "MUST" be zero on the wire.</summary>
    public const ActivityTraceFlags OnTheWire = ActivityTraceFlags.Recorded | RandomTraceId;
}
