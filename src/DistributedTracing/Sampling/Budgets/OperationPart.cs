namespace DistributedTracing.Sampling.Budgets;

/// <summary>What a span is about: method and path of a request, whose spans have all the same name when they start; the name of any other.</summary>
internal sealed class OperationPart : KeyPart
{
    public override int Write(in SamplingCandidate candidate, Span<char> destination)
    {
        if (candidate.Path is not { } path)
        {
            return Copy(candidate.Name, destination);
        }

        var written = Copy(candidate.Method, destination);
        written += Copy(" ", destination[written..]);
        return written + PathPart.Write(path, destination[written..]);
    }
}
