using System.Net;

namespace DistributedTracing.Propagation;

/// <summary>Who a request goes to: a name in ASCII, or an address; without a dot at the end.</summary>
internal readonly record struct HostName(string Name, IPAddress? Address)
{
    public static HostName Of(Uri uri)
    {
        var host = uri.IdnHost;
        var name = host.EndsWith('.') ? host[..^1] : host;
        var mayBeAddress = name.Contains(':', StringComparison.Ordinal) || (name.Length > 0 && char.IsAsciiDigit(name[^1]));
        return new(name, mayBeAddress && IPAddress.TryParse(name, out var address) ? address : null);
    }

    /// <summary>Reads a name, not an address, as a user writes it: in any script.</summary>
    public static bool TryParse(string text, out HostName host)
    {
        host = default;
        if (Uri.CheckHostName(text) != UriHostNameType.Dns || !Uri.TryCreate($"http://{text}/", UriKind.Absolute, out var uri))
        {
            return false;
        }

        host = Of(uri);
        return host.Address is null;
    }

    public bool IsBelow(string domain) =>
        Address is null
        && Name.Length > domain.Length
        && Name[^(domain.Length + 1)] == '.'
        && Name.EndsWith(domain, StringComparison.OrdinalIgnoreCase);

    public bool IsNamed(string name) => Address is null && Name.Equals(name, StringComparison.OrdinalIgnoreCase);
}
