namespace DistributedTracing.Sampling.Rules;

/// <summary>Patterns of which one has to match. Immutable.</summary>
internal sealed class PatternSet(IEnumerable<string> patterns, StringComparison comparison)
{
    private readonly TextPattern[] _patterns = [.. patterns.Select(pattern => new TextPattern(pattern, comparison))];

    /// <summary>Gets the patterns.</summary>
    public IReadOnlyList<TextPattern> All => _patterns;

    public bool Matches(ReadOnlySpan<char> text)
    {
        foreach (var pattern in _patterns)
        {
            if (pattern.Matches(text))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Says whether this set matches everything that the other one matches, as far as that can be told.</summary>
    public bool Covers(PatternSet other) => other._patterns.All(pattern => _patterns.Any(own => own.Covers(pattern)));

    public override string ToString() => string.Join(" or ", _patterns.Select(pattern => pattern.Text));
}
