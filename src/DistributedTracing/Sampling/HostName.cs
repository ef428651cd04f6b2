namespace DistributedTracing.Sampling;

/// <summary>The name in a <c>Host</c> header, which may have a port behind it.</summary>
internal static class HostName
{
    /// <summary>Gets the host without its port, and an IPv6 address without its brackets.</summary>
    public static ReadOnlySpan<char> Of(ReadOnlySpan<char> host)
    {
        if (host.StartsWith('['))
        {
            var end = host.IndexOf(']');
            return end < 0 ? host : host[1..end];
        }

        var port = host.LastIndexOf(':');
        return port < 0 ? host : host[..port];
    }

    /// <summary>Gets the same as a text, which is the host itself when it has no port.</summary>
    public static string? TextOf(string? host) =>
        host is null ? null : Of(host) is var name && name.Length == host.Length ? host : name.ToString();
}
