namespace DistributedTracing.Configuration;

/// <summary>What counts as an address to send to: <c>localhost:4317</c> parses as a URI of scheme "localhost" and would never work.</summary>
internal static class HttpAddress
{
    public static bool IsAllowed(Uri? address) =>
        address is { IsAbsoluteUri: true } && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps) && address.Host.Length > 0;
}
