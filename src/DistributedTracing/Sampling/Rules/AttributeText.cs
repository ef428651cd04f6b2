using System.Globalization;

namespace DistributedTracing.Sampling.Rules;

/// <summary>Compares attribute values of any type with patterns, as the texts they would be written as.</summary>
internal static class AttributeText
{
    // Longer than any number, address or date.
    private const int MaxLength = 128;

    public static bool Matches(object value, PatternSet patterns) => value switch
    {
        string text => patterns.Matches(text),
        bool flag => patterns.Matches(flag ? "true" : "false"),
        string[] texts => AnyMatches(texts, patterns),
        Enum constant => patterns.Matches(constant.ToString()),
        ISpanFormattable formattable => MatchesFormatted(formattable, patterns),
        _ => value.ToString() is { } text && patterns.Matches(text),
    };

    private static bool AnyMatches(string[] texts, PatternSet patterns)
    {
        foreach (var text in texts)
        {
            if (patterns.Matches(text))
            {
                return true;
            }
        }

        return false;
    }

    private static bool MatchesFormatted(ISpanFormattable value, PatternSet patterns)
    {
        Span<char> buffer = stackalloc char[MaxLength];
        return value.TryFormat(buffer, out var length, default, CultureInfo.InvariantCulture) && patterns.Matches(buffer[..length]);
    }
}
