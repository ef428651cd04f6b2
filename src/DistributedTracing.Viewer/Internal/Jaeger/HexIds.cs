using System.Globalization;

namespace DistributedTracing.Viewer.Internal.Jaeger;

/// <summary>Trace and span ids as text.</summary>
internal static class HexIds
{
    private const int TraceIdDigits = 32;

    /// <summary>Reads a trace id of up to 32 hexadecimal digits; missing leading zeros are filled in, as Jaeger does.</summary>
    public static bool TryParseTraceId(string? text, out UInt128 id)
    {
        id = 0;
        return text is { Length: > 0 and <= TraceIdDigits }
            && text.All(char.IsAsciiHexDigit)
            && UInt128.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out id);
    }

    public static string Format(UInt128 traceId) => traceId.ToString("x32", CultureInfo.InvariantCulture);

    public static string Format(ulong spanId) => spanId.ToString("x16", CultureInfo.InvariantCulture);
}
