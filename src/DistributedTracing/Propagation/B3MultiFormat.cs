using System.Diagnostics;
using static System.Diagnostics.DistributedContextPropagator;

namespace DistributedTracing.Propagation;

/// <summary>B3 in several headers, <c>X-B3-TraceId</c> and its kin.</summary>
/// <remarks>
/// <see href="https://github.com/openzipkin/b3-propagation#multiple-headers"/>. As with one header, an absent sampling state is taken as sampled.
/// </remarks>
internal sealed class B3MultiFormat : ContextFormat
{
    private const string TraceIdHeader = "X-B3-TraceId";
    private const string SpanIdHeader = "X-B3-SpanId";
    private const string ParentSpanIdHeader = "X-B3-ParentSpanId";
    private const string SampledHeader = "X-B3-Sampled";
    private const string FlagsHeader = "X-B3-Flags";

    public override string[] Fields { get; } = [TraceIdHeader, SpanIdHeader, ParentSpanIdHeader, SampledHeader, FlagsHeader];

    public override bool TryExtract(object? carrier, PropagatorGetterCallback getter, out string? traceParent, out string? traceState)
    {
        traceParent = null;
        traceState = null;
        var traceId = Header(carrier, getter, TraceIdHeader).AsSpan().Trim(" \t");
        if (!HexId.IsTraceId(traceId))
        {
            return false;
        }

        var spanId = Header(carrier, getter, SpanIdHeader).AsSpan().Trim(" \t");
        if (!HexId.IsSpanId(spanId))
        {
            return false;
        }

        traceParent = TraceParent.Format(traceId, spanId, IsSampled(carrier, getter) ? ActivityTraceFlags.Recorded : ActivityTraceFlags.None);
        return true;
    }

    public override void Inject(in ActivityContext context, object? carrier, PropagatorSetterCallback setter)
    {
        setter(carrier, WrittenHeader.B3TraceId, context.TraceId.ToHexString());
        setter(carrier, WrittenHeader.B3SpanId, context.SpanId.ToHexString());
        setter(carrier, WrittenHeader.B3Sampled, (context.TraceFlags & ActivityTraceFlags.Recorded) != 0 ? "1" : "0");
    }

    // Debug (X-B3-Flags: 1) implies an accept decision. "true" and "false" are what older senders write.
    private static bool IsSampled(object? carrier, PropagatorGetterCallback getter) =>
        Header(carrier, getter, FlagsHeader).AsSpan().Trim(" \t") is "1"
        || Header(carrier, getter, SampledHeader).AsSpan().Trim(" \t") is not ("0" or "false" or "False" or "FALSE");
}
