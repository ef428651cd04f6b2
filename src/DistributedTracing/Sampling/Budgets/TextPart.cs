namespace DistributedTracing.Sampling.Budgets;

/// <summary>A part that is a text as it stands.</summary>
internal sealed class TextPart(TextPart.Getter get) : KeyPart
{
    public delegate string? Getter(in SamplingCandidate candidate);

    public override int Write(in SamplingCandidate candidate, Span<char> destination) => Copy(get(candidate), destination);
}
