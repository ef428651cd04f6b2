using System.Diagnostics;

namespace DistributedTracing.Propagation;

/// <summary>Writes <c>traceparent</c> values, version 00.</summary>
/// <remarks><see href="https://www.w3.org/TR/trace-context-2/#traceparent-header"/>.</remarks>
internal static class TraceParent
{
    public const int Length = 55;

    private const int TraceIdStart = 3;
    private const int SpanIdStart = 36;

    public static string Format(in ActivityContext context) => string.Create(Length, context, static (text, context) =>
    {
        // These ids are of full length and in lower case.
        context.TraceId.ToHexString().CopyTo(text[TraceIdStart..]);
        context.SpanId.ToHexString().CopyTo(text[SpanIdStart..]);
        WriteAround(text, context.TraceFlags);
    });

    /// <summary>Writes a value from ids of another format; a short trace id is padded with zeros on the left.</summary>
    public static string Format(ReadOnlySpan<char> traceId, ReadOnlySpan<char> spanId, ActivityTraceFlags flags)
    {
        Span<char> text = stackalloc char[Length];
        HexId.CopyPadded(traceId, text.Slice(TraceIdStart, HexId.TraceIdLength));
        HexId.CopyPadded(spanId, text.Slice(SpanIdStart, HexId.SpanIdLength));
        WriteAround(text, flags);
        return new string(text);
    }

    /// <summary>Marks a value of version 00 as one whose sampling decision does not count here.</summary>
    public static string WithoutDecision(string traceParent)
    {
        var isRandom = (traceParent[^1] - '0' & (int)ContextFlags.RandomTraceId) != 0;
        return string.Concat(traceParent.AsSpan(0, Length - 2), isRandom ? "82" : "80");
    }

    private static void WriteAround(Span<char> text, ActivityTraceFlags flags)
    {
        "00-".CopyTo(text);
        text[SpanIdStart - 1] = '-';
        text[52] = '-';
        text[53] = '0';
        text[54] = (char)('0' + (int)(flags & ContextFlags.OnTheWire));
    }
}
