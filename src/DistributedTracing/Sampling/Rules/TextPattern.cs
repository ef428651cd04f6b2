namespace DistributedTracing.Sampling.Rules;

/// <summary>A text in which each <c>*</c> stands for any characters, or none. Matching takes linear time: it never goes back. Immutable.</summary>
internal sealed class TextPattern
{
    private const char Star = '*';
    private const int CaseBit = 0x20;
    private const int FirstNonAscii = 0x80;

    private readonly StringComparison _comparison;
    private readonly Form _form;

    // What is between the stars; empty at an end where the pattern begins or ends with one.
    private readonly string[] _parts;

    // Most texts differ in their length, which is found out faster than by a comparison.
    private readonly int _minLength;
    private readonly int _maxLength;
    private readonly string _suffix;

    public TextPattern(string text, StringComparison comparison)
    {
        Text = text;
        _comparison = comparison;
        _parts = [.. text.Split(Star).Where((part, index) => part.Length > 0 || index == 0 || index == text.Count(Star))];
        _form = FormOf(_parts);
        _minLength = _parts.Sum(part => part.Length);
        _suffix = _parts[^1];
        _maxLength = _form == Form.Exact ? _minLength : int.MaxValue;
    }

    private enum Form
    {
        Exact,
        Any,
        Prefix,
        Suffix,
        Contains,
        General,
    }

    /// <summary>Gets the pattern as it was written.</summary>
    public string Text { get; }

    public bool Matches(ReadOnlySpan<char> text) => text.Length >= _minLength && text.Length <= _maxLength && Compare(text);
    /// <summary>Gets the character that every matching text has at a place, but for its case; null where it may be any.</summary>
    public char? CharacterAt(int index) => index < _parts[0].Length ? _parts[0][index] : null;

    /// <summary>Says whether this pattern matches everything that the other one matches, as far as that can be told.</summary>
    /// <remarks>A star of the other pattern, taken for a character, can only be matched by one of this pattern's stars.</remarks>
    public bool Covers(TextPattern other) => _comparison == other._comparison && Matches(other.Text);

    private bool Compare(ReadOnlySpan<char> text) => _form switch
    {
        Form.Exact => AreSame(text, _parts[0]),
        Form.Any => true,
        Form.Prefix => AreSame(text[.._parts[0].Length], _parts[0]),
        Form.Suffix => EndsWithSuffix(text),
        Form.Contains => text.Contains(_parts[1], _comparison),
        _ => MatchesParts(text),
    };

    // The first part begins the text, the last one ends it; each of the others is found at the first place behind those before it,
    // which leaves the most for those after it, so no other place needs to be tried.
    private bool MatchesParts(ReadOnlySpan<char> text)
    {
        if (!AreSame(text[.._parts[0].Length], _parts[0]))
        {
            return false;
        }

        text = text[_parts[0].Length..];
        for (var i = 1; i < _parts.Length - 1; i++)
        {
            var found = text.IndexOf(_parts[i], _comparison);
            if (found < 0)
            {
                return false;
            }

            text = text[(found + _parts[i].Length)..];
        }

        return text.Length >= _suffix.Length && EndsWithSuffix(text);
    }

    // Mostly one character tells.
    private bool EndsWithSuffix(ReadOnlySpan<char> text) =>
        _suffix.Length == 0 || (MayBeSame(text[^_suffix.Length], _suffix[0]) && AreSame(text[^_suffix.Length..], _suffix));

    // Of the same case nearly always, which is found out in a fraction of the time.
    private bool AreSame(ReadOnlySpan<char> text, string part) => text.SequenceEqual(part) || (_comparison != StringComparison.Ordinal && text.Equals(part, _comparison));

    private static bool MayBeSame(char left, char right) => ((left ^ right) & ~CaseBit) == 0 || (left | right) >= FirstNonAscii;

    private static Form FormOf(string[] parts) => parts switch
    {
        [_] => Form.Exact,
        ["", ""] => Form.Any,
        [_, ""] => Form.Prefix,
        ["", _] => Form.Suffix,
        ["", _, ""] => Form.Contains,
        _ => Form.General,
    };
}
