namespace DistributedTracing.Configuration;

/// <summary>What counts as an address to send to: <c>localhost:4317</c> parses as a URI of scheme "localhost" and would never work.</summary>
internal static class HttpAddress
{
    public static bool IsAllowed(Uri? address) =>
        address is { IsAbsoluteUri: true } && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps) && address.Host.Length > 0;

    /// <summary>Leaves out of a refused address, which may not parse at all, where credentials and keys stand.</summary>
    public static string WithoutSecrets(string text)
    {
        var query = text.IndexOf('?', StringComparison.Ordinal);
        var known = query < 0 ? text : text[..(query + 1)] + "…";
        var scheme = known.IndexOf("//", StringComparison.Ordinal);
        var start = scheme < 0 ? 0 : scheme + 2;
        var end = known.IndexOf('/', start);
        var at = (end < 0 ? known : known[..end]).LastIndexOf('@');
        return at < start ? known : string.Concat(known.AsSpan(0, start), "…", known.AsSpan(at));
    }
}
