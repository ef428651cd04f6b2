namespace DistributedTracing.Propagation;

/// <summary>The hosts that context may be sent to. Thread safe.</summary>
/// <param name="entries">The configured list; entries that are none match nothing, as the host does not start with them.</param>
/// <param name="refused">Told of each host that is refused, possibly more than once.</param>
internal sealed class OutgoingHosts(IEnumerable<string> entries, Action<string>? refused = null)
{
    // A power of two, more than a service calls. Hosts that share a place take it from each other, so whoever calls any host,
    // such as a crawler, fills no memory.
    private const int Places = 256;

    private readonly Predicate<HostName>[] _patterns =
        [.. entries.Select(entry => HostPattern.TryParse(entry, out var matches) ? matches : null).OfType<Predicate<HostName>>()];

    private readonly bool _includesEveryone = entries.Contains(HostPattern.Everyone);
    private readonly Verdict?[] _verdicts = new Verdict?[Places];

    public bool Include(Uri uri)
    {
        if (_includesEveryone)
        {
            return true;
        }

        var host = uri.IdnHost;
        ref var place = ref _verdicts[PlaceOf(host)];
        var verdict = Volatile.Read(ref place);
        if (verdict is null || verdict.Host != host)
        {
            verdict = new Verdict(host, Judge(uri));
            Volatile.Write(ref place, verdict);
        }

        return verdict.IsIncluded;
    }

    // From some of the characters: quicker than a hash of all, and hosts that one service calls seldom differ in none of them.
    private static int PlaceOf(string host)
    {
        if (host.Length == 0)
        {
            return 0;
        }

        var hash = host.Length;
        hash = (hash * 31) + host[0];
        hash = (hash * 31) + host[host.Length / 4];
        hash = (hash * 31) + host[host.Length / 2];
        hash = (hash * 31) + host[^1];
        return hash & (Places - 1);
    }

    private bool Judge(Uri uri)
    {
        var host = HostName.Of(uri);
        var isIncluded = Array.Exists(_patterns, pattern => pattern(host));
        if (!isIncluded)
        {
            refused?.Invoke(host.Name);
        }

        return isIncluded;
    }

    private sealed record Verdict(string Host, bool IsIncluded);
}
