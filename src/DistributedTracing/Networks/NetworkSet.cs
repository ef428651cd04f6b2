using System.Net;

namespace DistributedTracing.Networks;

/// <summary>Networks as settings write them: ranges, addresses and words. Immutable and thread safe.</summary>
internal sealed class NetworkSet
{
    public const string Allowed = "networks such as 10.0.0.0/8 (without bits set after the prefix), addresses, loopback, private or internet";

    private const string LoopbackWord = "loopback";
    private const string PrivateWord = "private";
    private const string InternetWord = "internet";

    private static readonly NetworkRange[] Loopback = [.. new[] { "127.0.0.0/8", "::1" }.Select(NetworkRange.Parse)];

    // RFC 1918, link local (RFC 3927, RFC 4291), carrier-grade NAT (RFC 6598), unique local (RFC 4193).
    private static readonly NetworkRange[] Private =
    [
        .. new[] { "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "100.64.0.0/10", "fc00::/7", "fe80::/10" }
            .Select(NetworkRange.Parse),
    ];

    private static readonly NetworkRange[] Local = [.. Loopback, .. Private];

    private readonly NetworkRange[] _ranges;
    private readonly bool _hasInternet;

    public NetworkSet(IEnumerable<string> networks)
    {
        var texts = networks.ToList();
        _ranges = [.. texts.SelectMany(RangesOf)];
        _hasInternet = texts.Any(IsInternetWord);
    }

    public static bool IsAllowed(string text) => IsWord(text) || NetworkRange.TryParse(text, out _);

    /// <summary>Says whether an address is none of this machine's and none of a private network's.</summary>
    public static bool IsInternet(IPAddress? address) => address is not null && !Contains(Local, NetworkAddress.Of(address));

    public bool Contains(IPAddress? remote)
    {
        // A Unix socket, a named pipe, a test server: whoever is at the other end is on this machine.
        var address = NetworkAddress.Of(remote ?? IPAddress.Loopback);
        return Contains(_ranges, address) || (_hasInternet && !Contains(Local, address));
    }

    /// <summary>Says whether every address of the other set is in this one.</summary>
    public bool Covers(NetworkSet other) => (_hasInternet || !other._hasInternet) && other._ranges.All(Covers);

    /// <summary>Says whether every address is in this set.</summary>
    public bool CoversEverything() => _hasInternet && Local.All(Covers);

    private bool Covers(NetworkRange range) =>
        _ranges.Any(own => own.Contains(range)) || (_hasInternet && !Local.Any(local => local.Overlaps(range)));

    private static bool Contains(NetworkRange[] ranges, NetworkAddress address)
    {
        foreach (var range in ranges)
        {
            if (range.Contains(address))
            {
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<NetworkRange> RangesOf(string text) =>
        Is(text, LoopbackWord) ? Loopback : Is(text, PrivateWord) ? Private : IsInternetWord(text) ? [] : [NetworkRange.Parse(text)];

    private static bool IsWord(string text) => Is(text, LoopbackWord) || Is(text, PrivateWord) || IsInternetWord(text);

    private static bool IsInternetWord(string text) => Is(text, InternetWord);

    private static bool Is(string text, string word) => string.Equals(text, word, StringComparison.OrdinalIgnoreCase);
}
