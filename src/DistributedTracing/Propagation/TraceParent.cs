using System.Diagnostics;

namespace DistributedTracing.Propagation;

/// <summary>Writes <c>traceparent</c> values, version 00.</summary>
/// <remarks><see href="https://www.w3.org/TR/trace-context-2/#traceparent-header"/>.</remarks>
internal static class TraceParent
{
    public const int Length = 55;

    private const int TraceIdStart = 3;
    private const int TraceIdLowStart = 19;
    private const int SpanIdStart = 36;

    /// <summary>Writes a value for a callee: only flags that have a meaning to it.</summary>
    public static string Format(in ActivityContext context) =>
        string.Create(Length, (context.TraceId, context.SpanId, context.TraceFlags), static (text, parts) =>
        {
            // These ids are of full length and in lower case.
            parts.TraceId.ToHexString().CopyTo(text[TraceIdStart..]);
            parts.SpanId.ToHexString().CopyTo(text[SpanIdStart..]);
            WriteAround(text, parts.TraceFlags & ContextFlags.OnTheWire);
        });

    /// <summary>Writes a value for the sampler of this process, from a context in another format.</summary>
    public static string Format(ulong traceIdHigh, ulong traceIdLow, ulong spanId, ActivityTraceFlags flags) =>
        string.Create(Length, (traceIdHigh, traceIdLow, spanId, flags), static (text, parts) =>
        {
            HexId.Write(parts.traceIdHigh, text.Slice(TraceIdStart, 16));
            HexId.Write(parts.traceIdLow, text.Slice(TraceIdLowStart, 16));
            HexId.Write(parts.spanId, text.Slice(SpanIdStart, HexId.SpanIdLength));
            WriteAround(text, parts.flags);
        });

    private static void WriteAround(Span<char> text, ActivityTraceFlags flags)
    {
        "00-".CopyTo(text);
        text[SpanIdStart - 1] = '-';
        text[52] = '-';
        text[53] = (flags & ContextFlags.Undecided) != 0 ? '8' : '0';
        text[54] = (char)('0' + (int)(flags & ContextFlags.OnTheWire));
    }
}
