using DistributedTracing.Propagation;

namespace DistributedTracing.Configuration;

/// <summary>The headers of an export request, in the form of <c>OTEL_EXPORTER_OTLP_HEADERS</c>.</summary>
/// <remarks>
/// <see href="https://github.com/open-telemetry/opentelemetry-specification/blob/v1.60.0/specification/protocol/exporter.md#specifying-headers-via-environment-variables"/>:
/// W3C Baggage syntax without properties, values percent-encoded.
/// </remarks>
internal static class OtlpHeaders
{
    public static bool IsAllowed(string name, string value) =>
        IsName(name) && value.All(character => character is >= ' ' and <= '~' or '\t');

    /// <summary>Parses <c>name=value,name=value</c>. All or nothing: half of the headers would be a puzzle to debug.</summary>
    public static bool TryParse(string text, out Dictionary<string, string> headers)
    {
        var parsed = headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        return KeyValueList.TryRead(text, (encodedName, encodedValue) =>
        {
            var name = Uri.UnescapeDataString(encodedName);
            var value = Uri.UnescapeDataString(encodedValue);
            parsed[name] = value;
            return IsAllowed(name, value);
        });
    }

    // A number alone is the position in a list that was meant to be a map.
    private static bool IsName(string name) => HttpToken.Is(name) && !name.All(char.IsAsciiDigit);
}
