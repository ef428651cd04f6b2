using System.Buffers;

namespace DistributedTracing.Propagation;

/// <summary>Checks and copies the hexadecimal ids of trace context headers.</summary>
internal static class HexId
{
    public const int TraceIdLength = 32;
    public const int ShortTraceIdLength = 16;
    public const int SpanIdLength = 16;

    private static readonly SearchValues<char> LowerHex = SearchValues.Create("0123456789abcdef");
    private static readonly SearchValues<char> AnyHex = SearchValues.Create("0123456789abcdefABCDEF");

    /// <summary>Whether the text is lowercase hexadecimal and not all zeros.</summary>
    public static bool IsLowerCaseId(ReadOnlySpan<char> text) => IsLowerCase(text) && text.ContainsAnyExcept('0');

    public static bool IsLowerCase(ReadOnlySpan<char> text) => !text.ContainsAnyExcept(LowerHex);

    /// <summary>Whether the text is hexadecimal in either case and not all zeros; B3 implementations of old write upper case.</summary>
    public static bool IsId(ReadOnlySpan<char> text) => !text.ContainsAnyExcept(AnyHex) && text.ContainsAnyExcept('0');

    public static bool IsTraceId(ReadOnlySpan<char> text) =>
        text.Length is TraceIdLength or ShortTraceIdLength && IsId(text);

    public static bool IsSpanId(ReadOnlySpan<char> text) => text.Length == SpanIdLength && IsId(text);

    /// <summary>Copies an id in lower case to the right end of the target, with zeros before it.</summary>
    public static void CopyPadded(ReadOnlySpan<char> id, Span<char> target)
    {
        target[..^id.Length].Fill('0');
        id.ToLowerInvariant(target[^id.Length..]);
    }
}
