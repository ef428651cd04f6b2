using System.Diagnostics;

namespace DistributedTracing.Sampling.Tail;

/// <summary>The sources whose local roots are worth recording for a late decision. Thread safe.</summary>
internal sealed class TailSources(TailSamplingOptions options)
{
    private readonly string[] _included = [.. options.Sources];
    private readonly string[] _excluded = [.. options.IgnoredSources];

    public bool Contains(ActivitySource source) =>
        (_included.Length == 0 || Matches(_included, source.Name)) && !Matches(_excluded, source.Name);

    private static bool Matches(string[] patterns, string name)
    {
        foreach (var pattern in patterns)
        {
            if (pattern.EndsWith('*')
                ? name.AsSpan().StartsWith(pattern.AsSpan(..^1), StringComparison.OrdinalIgnoreCase)
                : string.Equals(name, pattern, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
