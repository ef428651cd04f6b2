using System.Diagnostics.CodeAnalysis;
using System.Net;
using DistributedTracing.Configuration;
using DistributedTracing.Networks;

namespace DistributedTracing.Propagation;

/// <summary>An entry of the list of hosts, as a user writes it.</summary>
internal static class HostPattern
{
    public const string Internal = "internal";
    public const string Everyone = "*";
    public const string Allowed =
        "\"internal\", host names, \"*.\" with a domain, IP addresses, networks such as 203.0.113.0/24, or \"*\" for every host; without scheme, port and path";

    private const string BelowDomain = "*.";

    public static bool IsAllowed(string entry) => TryParse(entry, out _);

    public static bool TryParse(string entry, [NotNullWhen(true)] out Predicate<HostName>? matches)
    {
        matches = Parse(entry);
        return matches is not null;
    }

    /// <summary>Says of an entry that is none what the user may have meant.</summary>
    public static RefusedValue Explain(RefusedValue refused) => refused with
    {
        Value = HttpAddress.WithoutSecrets(refused.Value ?? string.Empty),
        Sentence = Suggest(refused.Value ?? string.Empty) is { } suggestion ? $"must be {Allowed}; did you mean {suggestion}" : null,
    };

    private static Predicate<HostName>? Parse(string entry)
    {
        if (entry == Everyone)
        {
            return static _ => true;
        }

        if (entry.Equals(Internal, StringComparison.OrdinalIgnoreCase))
        {
            return InternalHost.Is;
        }

        if (NetworkRange.TryParse(Unbracketed(entry), out var range))
        {
            return host => host.Address is { } address && range.Contains(NetworkAddress.Of(address));
        }

        if (entry.StartsWith(BelowDomain, StringComparison.Ordinal))
        {
            return HostName.TryParse(entry[BelowDomain.Length..], out var domain) ? host => host.IsBelow(domain.Name) : null;
        }

        return HostName.TryParse(entry, out var named) ? host => host.IsNamed(named.Name) : null;
    }

    private static string? Suggest(string entry)
    {
        var text = IPNetwork.TryParse(entry, out var network) ? network.ToString() : HostOf(entry);
        if (text.TrimStart('*').TrimStart('.') is { Length: > 0 } domain && domain.Length < text.Length)
        {
            text = BelowDomain + domain;
        }

        return text != entry && IsAllowed(text) ? text : null;
    }

    // Of what was copied from a browser. Nobody can tell what is wrong with the length of a network.
    private static string HostOf(string entry)
    {
        if (entry.Split('/') is [var address, _] && IPAddress.TryParse(address, out _))
        {
            return entry;
        }

        var url = entry.Contains("://", StringComparison.Ordinal) ? entry : "http://" + entry;
        return Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Host.Length > 0 ? uri.Host : entry;
    }

    private static string Unbracketed(string entry) => entry.StartsWith('[') && entry.EndsWith(']') ? entry[1..^1] : entry;
}
