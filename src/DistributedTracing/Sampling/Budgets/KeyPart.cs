namespace DistributedTracing.Sampling.Budgets;

/// <summary>One part of a budget's keys. Thread safe, free of allocation.</summary>
internal abstract class KeyPart
{
    /// <summary>Writes what a span has of it, as much as there is room for.</summary>
    /// <returns>How many characters were written.</returns>
    public abstract int Write(in SamplingCandidate candidate, Span<char> destination);

    protected static int Copy(ReadOnlySpan<char> text, Span<char> destination)
    {
        var length = Math.Min(text.Length, destination.Length);
        text[..length].CopyTo(destination);
        return length;
    }
}
