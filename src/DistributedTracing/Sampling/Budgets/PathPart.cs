namespace DistributedTracing.Sampling.Budgets;

/// <summary>The path of a request, with a <c>*</c> for each segment that looks like an id: the route is not known yet, and every id would be a key.</summary>
internal sealed class PathPart : KeyPart
{
    private const int MaxVersionLength = 4;

    public override int Write(in SamplingCandidate candidate, Span<char> destination) => Write(candidate.Path, destination);

    /// <summary>Writes the path with ids taken out.</summary>
    public static int Write(ReadOnlySpan<char> path, Span<char> destination)
    {
        // In one pass: segments are too short for searches to pay.
        var (written, segment, hasDigit) = (0, 0, false);
        foreach (var character in path)
        {
            if (character == '/')
            {
                written = EndSegment(destination[..written], segment, hasDigit);
                (segment, hasDigit) = (written + 1, false);
            }
            else if (char.IsAsciiDigit(character))
            {
                hasDigit = true;
            }

            if (written < destination.Length)
            {
                destination[written++] = character;
            }
        }

        return EndSegment(destination[..written], segment, hasDigit);
    }

    private static int EndSegment(Span<char> written, int segment, bool hasDigit)
    {
        if (!hasDigit || segment >= written.Length || IsVersion(written[segment..]))
        {
            return written.Length;
        }

        written[segment] = '*';
        return segment + 1;
    }

    private static bool IsVersion(ReadOnlySpan<char> segment) =>
        segment.Length is > 1 and <= MaxVersionLength && segment[0] is 'v' or 'V' && !segment[1..].ContainsAnyExceptInRange('0', '9');
}
