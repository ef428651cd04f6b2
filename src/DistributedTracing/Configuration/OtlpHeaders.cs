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
        headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var pair in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var separator = pair.IndexOf('=', StringComparison.Ordinal);
            if (separator <= 0)
            {
                return false;
            }

            var name = Uri.UnescapeDataString(pair[..separator].Trim());
            var value = Uri.UnescapeDataString(pair[(separator + 1)..].Trim());
            if (!IsAllowed(name, value))
            {
                return false;
            }

            headers[name] = value;
        }

        return true;
    }

    // A number alone is the position in a list that was meant to be a map.
    private static bool IsName(string name) => name.All(IsTokenCharacter) && !name.All(char.IsAsciiDigit);

    // RFC 9110 section 5.6.2.
    private static bool IsTokenCharacter(char character) =>
        char.IsAsciiLetterOrDigit(character) || "!#$%&'*+-.^_`|~".Contains(character, StringComparison.Ordinal);
}
