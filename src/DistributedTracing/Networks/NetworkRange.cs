using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace DistributedTracing.Networks;

/// <summary>The addresses that begin with the same bits: a network, or a single address.</summary>
internal readonly record struct NetworkRange
{
    private readonly UInt128 _first;
    private readonly int _prefixLength;

    private NetworkRange(NetworkAddress first, int prefixLength)
    {
        _first = first.Value;
        _prefixLength = prefixLength;
    }

    private bool IsIPv4 => new NetworkAddress(_first).IsIPv4 && _prefixLength >= NetworkAddress.IPv4PrefixLength;

    public static NetworkRange Parse(string text) => TryParse(text, out var range) ? range : throw new FormatException("No network: " + text);

    /// <summary>Reads <c>10.0.0.0/8</c>, <c>fd00::/8</c>, <c>10.1.2.3</c>, <c>::1</c>; no bits may be set after the prefix.</summary>
    public static bool TryParse(string text, out NetworkRange range)
    {
        range = default;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (!TryParseAddress(slash < 0 ? text : text[..slash], out var address))
        {
            return false;
        }

        var isIPv4 = address.AddressFamily == AddressFamily.InterNetwork;
        var bits = isIPv4 ? 32 : 128;
        var length = bits;
        if (slash >= 0 && (!int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out length) || length > bits))
        {
            return false;
        }

        range = new NetworkRange(NetworkAddress.Of(address), isIPv4 ? length + NetworkAddress.IPv4PrefixLength : length);
        return (range._first & ~MaskOf(range._prefixLength)) == 0;
    }

    public bool Contains(NetworkAddress address) =>
        ((address.Value ^ _first) & MaskOf(_prefixLength)) == 0 && address.IsIPv4 == IsIPv4;

    public bool Contains(NetworkRange other) => other._prefixLength >= _prefixLength && other.IsIPv4 == IsIPv4 && Contains(new NetworkAddress(other._first));

    public bool Overlaps(NetworkRange other) => Contains(other) || other.Contains(this);

    private static UInt128 MaskOf(int prefixLength) => prefixLength == 0 ? UInt128.Zero : UInt128.MaxValue << (128 - prefixLength);

    // The framework's parser also takes "10", "0x7f.1" and "010.0.0.1", which is 8.0.0.1; and zones, which no remote party can know.
    private static bool TryParseAddress(string text, out IPAddress address) =>
        IPAddress.TryParse(text, out address!)
        && (address.AddressFamily == AddressFamily.InterNetwork ? address.ToString() == text : !text.AsSpan().ContainsAny("%[]"));
}
