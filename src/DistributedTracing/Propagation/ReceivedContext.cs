using System.Buffers.Binary;
using System.Diagnostics;

namespace DistributedTracing.Propagation;

/// <summary>A context that was read from headers, before anything is allocated for it. Its ids are valid.</summary>
internal readonly struct ReceivedContext
{
    private readonly string? _traceParent;
    private readonly ulong _traceIdHigh;
    private readonly ulong _traceIdLow;
    private readonly ulong _spanId;
    private readonly ActivityTraceFlags _flags;

    /// <summary>Creates one.</summary>
    /// <param name="traceIdHigh">The first half of the trace id.</param>
    /// <param name="traceIdLow">The second half of the trace id.</param>
    /// <param name="spanId">The id of the sender's span.</param>
    /// <param name="flags">The flags; here they can say that nothing is decided.</param>
    /// <param name="traceState">The W3C <c>tracestate</c> value that belongs to the context.</param>
    /// <param name="traceParent">The same as a <c>traceparent</c> value, when there is one.</param>
    public ReceivedContext(
        ulong traceIdHigh, ulong traceIdLow, ulong spanId, ActivityTraceFlags flags, string? traceState, string? traceParent = null)
    {
        _traceIdHigh = traceIdHigh;
        _traceIdLow = traceIdLow;
        _spanId = spanId;
        _flags = flags;
        TraceState = traceState;
        _traceParent = traceParent;
    }

    /// <summary>Gets the W3C <c>tracestate</c> value that belongs to the context.</summary>
    public string? TraceState { get; }

    /// <summary>Gets the same context, without what its sender decided about sampling.</summary>
    public ReceivedContext WithoutDecision() => new(
        _traceIdHigh, _traceIdLow, _spanId, (_flags & ContextFlags.RandomTraceId) | ContextFlags.Undecided, DebugDecision.Remove(TraceState));

    /// <summary>Gets the context as a W3C <c>traceparent</c> value, the form ASP.NET Core takes.</summary>
    public string ToTraceParent() => _traceParent ?? TraceParent.Format(_traceIdHigh, _traceIdLow, _spanId, _flags);

    /// <summary>Gets the context as a remote parent.</summary>
    public ActivityContext ToActivityContext()
    {
        Span<byte> bytes = stackalloc byte[3 * sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, _traceIdHigh);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[sizeof(ulong)..], _traceIdLow);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[(2 * sizeof(ulong))..], _spanId);
        return new(
            ActivityTraceId.CreateFromBytes(bytes[..(2 * sizeof(ulong))]),
            ActivitySpanId.CreateFromBytes(bytes[(2 * sizeof(ulong))..]),
            _flags,
            TraceState,
            isRemote: true);
    }
}
