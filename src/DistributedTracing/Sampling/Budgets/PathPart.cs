namespace DistributedTracing.Sampling.Budgets;

/// <summary>The path of a request, with a <c>*</c> for each segment that looks like an id: the route is not known yet, and every id would be a key.</summary>
internal sealed class PathPart : KeyPart
{
    private const int MaxVersionLength = 4;

    public override int Write(in SamplingCandidate candidate, Span<char> destination) => Write(candidate.Path, destination);

    /// <summary>Writes the path with ids taken out.</summary>
    public static int Write(ReadOnlySpan<char> path, Span<char> destination)
    {
        if (!path.ContainsAnyInRange('0', '9'))
        {
            return Copy(path, destination);
        }

        var written = 0;
        while (true)
        {
            var slash = path.IndexOf('/');
            var segment = slash < 0 ? path : path[..slash];
            written += Copy(IsId(segment) ? "*" : segment, destination[written..]);
            if (slash < 0)
            {
                return written;
            }

            written += Copy("/", destination[written..]);
            path = path[(slash + 1)..];
        }
    }

    private static bool IsId(ReadOnlySpan<char> segment) => segment.ContainsAnyInRange('0', '9') && !IsVersion(segment);

    private static bool IsVersion(ReadOnlySpan<char> segment) =>
        segment.Length is > 1 and <= MaxVersionLength && segment[0] is 'v' or 'V' && !segment[1..].ContainsAnyExceptInRange('0', '9');
}
