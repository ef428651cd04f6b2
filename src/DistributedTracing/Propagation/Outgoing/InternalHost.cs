using System.Net;
using DistributedTracing.Networks;

namespace DistributedTracing.Propagation;

/// <summary>The hosts that the keyword <c>internal</c> stands for: those that cannot be anywhere on the public internet.</summary>
internal static class InternalHost
{
    // Reserved for private use by RFC 6761, 6762 (with its appendix G), 8375 and ICANN (.internal); .svc is the short form inside Kubernetes.
    private static readonly string[] Domains =
        ["localhost", "local", "localdomain", "svc", "internal", "home.arpa", "intranet", "private", "corp", "home", "lan", "test"];

    public static bool Is(HostName host) => host.Address is { } address ? IsAddress(address) : IsName(host);

    // Connecting to the unspecified address reaches this machine.
    private static bool IsAddress(IPAddress address) =>
        !NetworkSet.IsInternet(address) || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);

    // A name without a dot is found through the search list of the machine, as services of Compose and Kubernetes are.
    private static bool IsName(HostName host)
    {
        if (!host.Name.Contains('.', StringComparison.Ordinal))
        {
            return host.Name.Length > 0;
        }

        foreach (var domain in Domains)
        {
            if (host.IsBelow(domain))
            {
                return true;
            }
        }

        return false;
    }
}
