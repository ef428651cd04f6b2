using System.Diagnostics;

namespace DistributedTracing.Propagation;

/// <summary>Writes <c>traceparent</c> values, version 00.</summary>
/// <remarks><see href="https://www.w3.org/TR/trace-context-2/#traceparent-header"/>.</remarks>
internal static class TraceParent
{
    public const int Length = 55;

    // "sampled" and "random": the second tells samplers that the trace id's low 56 bits are random, and "MUST" go on unchanged.
    private const int KnownFlags = 0b11;

    public static string Format(in ActivityContext context) => string.Create(Length, context, static (text, context) =>
    {
        Write(text, context.TraceId.ToHexString(), context.SpanId.ToHexString(), context.TraceFlags);
    });

    /// <summary>Writes a value from ids of another format; a short trace id is padded with zeros on the left.</summary>
    public static string Format(ReadOnlySpan<char> traceId, ReadOnlySpan<char> spanId, ActivityTraceFlags flags)
    {
        Span<char> text = stackalloc char[Length];
        Write(text, traceId, spanId, flags);
        return new string(text);
    }

    private static void Write(Span<char> text, ReadOnlySpan<char> traceId, ReadOnlySpan<char> spanId, ActivityTraceFlags flags)
    {
        text[0] = '0';
        text[1] = '0';
        text[2] = '-';
        HexId.CopyPadded(traceId, text.Slice(3, HexId.TraceIdLength));
        text[35] = '-';
        HexId.CopyPadded(spanId, text.Slice(36, HexId.SpanIdLength));
        text[52] = '-';
        text[53] = '0';
        text[54] = (char)('0' + ((int)flags & KnownFlags));
    }
}
