using System.Diagnostics;
using static System.Diagnostics.DistributedContextPropagator;

namespace DistributedTracing.Propagation;

/// <summary>B3 in one header: <c>b3: {trace id}-{span id}-{sampling state}-{parent span id}</c>, the last two optional.</summary>
/// <remarks>
/// <see href="https://github.com/openzipkin/b3-propagation#single-header"/>. An absent sampling state defers the decision to the
/// receiver; it is taken as sampled, so that the trace is not cut in two. A header that holds only a sampling state has no ids to continue.
/// </remarks>
internal sealed class B3SingleFormat : ContextFormat
{
    private const string B3Header = "b3";

    public override string[] Fields { get; } = [B3Header];

    public override bool TryExtract(object? carrier, PropagatorGetterCallback getter, out string? traceParent, out string? traceState)
    {
        traceParent = null;
        traceState = null;
        var text = Header(carrier, getter, B3Header).AsSpan().Trim(" \t");
        var endOfTraceId = text.IndexOf('-');
        if (endOfTraceId < 0 || !HexId.IsTraceId(text[..endOfTraceId]))
        {
            return false;
        }

        var rest = text[(endOfTraceId + 1)..];
        if (rest.Length < HexId.SpanIdLength || !HexId.IsSpanId(rest[..HexId.SpanIdLength]))
        {
            return false;
        }

        if (!TryReadSampled(rest[HexId.SpanIdLength..], out var sampled))
        {
            return false;
        }

        traceParent = TraceParent.Format(text[..endOfTraceId], rest[..HexId.SpanIdLength], sampled ? ActivityTraceFlags.Recorded : ActivityTraceFlags.None);
        return true;
    }

    public override void Inject(in ActivityContext context, object? carrier, PropagatorSetterCallback setter) =>
        setter(carrier, WrittenHeader.B3, string.Create(HexId.TraceIdLength + HexId.SpanIdLength + 3, context, static (text, context) =>
        {
            context.TraceId.ToHexString().CopyTo(text);
            text[32] = '-';
            context.SpanId.ToHexString().CopyTo(text[33..]);
            text[49] = '-';
            text[50] = (context.TraceFlags & ActivityTraceFlags.Recorded) != 0 ? '1' : '0';
        }));

    // What follows the span id: nothing, "-{state}" or "-{state}-{parent span id}".
    private static bool TryReadSampled(ReadOnlySpan<char> tail, out bool sampled)
    {
        sampled = true;
        if (tail.IsEmpty)
        {
            return true;
        }

        if (tail.Length < 2 || tail[0] != '-' || tail[1] is not ('0' or '1' or 'd'))
        {
            return false;
        }

        sampled = tail[1] != '0';
        return tail.Length == 2 || (tail[2] == '-' && HexId.IsSpanId(tail[3..]));
    }
}
