using System.Buffers;

namespace DistributedTracing.Sampling;

/// <summary>The digits of the numbers in OpenTelemetry's member of <c>tracestate</c>.</summary>
internal static class HexDigits
{
    private static readonly SearchValues<char> LowerCase = SearchValues.Create("0123456789abcdef");

    public static bool AreLowerCase(ReadOnlySpan<char> text) => !text.ContainsAnyExcept(LowerCase);
}
