namespace DistributedTracing.Sampling.Budgets;

/// <summary>Reads the key of a span, composed of its parts. Thread safe, free of allocation.</summary>
internal sealed class BudgetKeyReader(IEnumerable<string> names) : IEquatable<BudgetKeyReader>
{
    /// <summary>The length at which keys are cut off, in characters.</summary>
    public const int MaxLength = 256;

    private const char Separator = '\n';

    private readonly string[] _names = [.. names];
    private readonly KeyPart[] _parts = [.. names.Select(KeyParts.Of)];

    /// <summary>Writes the key.</summary>
    /// <returns>Its length.</returns>
    public int Read(in SamplingCandidate candidate, Span<char> buffer)
    {
        var length = _parts[0].Write(candidate, buffer);
        for (var i = 1; i < _parts.Length && length < buffer.Length; i++)
        {
            buffer[length++] = Separator;
            length += _parts[i].Write(candidate, buffer[length..]);
        }

        return length;
    }

    public bool Equals(BudgetKeyReader? other) => other is not null && _names.SequenceEqual(other._names, StringComparer.OrdinalIgnoreCase);

    public override bool Equals(object? obj) => Equals(obj as BudgetKeyReader);

    public override int GetHashCode() => _names.Length;
}
