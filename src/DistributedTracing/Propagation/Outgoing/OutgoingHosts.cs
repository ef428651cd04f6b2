using System.Collections.Concurrent;

namespace DistributedTracing.Propagation;

/// <summary>The hosts that context may be sent to. Remembers verdicts, as many as fit. Thread safe.</summary>
/// <param name="entries">The configured list; entries that are none match nothing, as the host does not start with them.</param>
/// <param name="refused">Told of each host that is refused, possibly more than once.</param>
internal sealed class OutgoingHosts(IEnumerable<string> entries, Action<string>? refused = null)
{
    // More than a service calls; whoever calls any host, such as a crawler, must not make it grow.
    private const int MaxVerdicts = 1_024;

    private readonly Predicate<HostName>[] _patterns =
        [.. entries.Select(entry => HostPattern.TryParse(entry, out var matches) ? matches : null).OfType<Predicate<HostName>>()];

    private readonly bool _includesEveryone = entries.Contains(HostPattern.Everyone);
    private readonly ConcurrentDictionary<string, bool> _verdicts = new(StringComparer.Ordinal);
    private int _count;

    public bool Include(Uri uri) => _includesEveryone || (_verdicts.TryGetValue(uri.IdnHost, out var isIncluded) ? isIncluded : Judge(uri));

    private bool Judge(Uri uri)
    {
        var host = HostName.Of(uri);
        var isIncluded = Array.Exists(_patterns, pattern => pattern(host));
        if (!isIncluded)
        {
            refused?.Invoke(host.Name);
        }

        if (Interlocked.Increment(ref _count) > MaxVerdicts)
        {
            _verdicts.Clear();
            Interlocked.Exchange(ref _count, 1);
        }

        _verdicts[uri.IdnHost] = isIncluded;
        return isIncluded;
    }
}
