using System.Net;
using Microsoft.AspNetCore.Http;

namespace DistributedTracing.Viewer.Internal.Web;

/// <summary>Who may see traces: callers on this machine that address it by a name of this machine.</summary>
/// <remarks>
/// The name matters because of DNS rebinding: a web page on a name of its own, pointed at 127.0.0.1, could read whatever answers there.
/// A request that a proxy passed on has the proxy's address, which says nothing about the caller.
/// </remarks>
internal static class LocalCaller
{
    public static bool Is(HttpContext context) =>
        IsLoopback(context.Connection.RemoteIpAddress)
        && IsLocalName(context.Request.Host.Host)
        && !context.Request.Headers.ContainsKey("Forwarded")
        && !context.Request.Headers.ContainsKey("X-Forwarded-For");

    // A test server has no connection and so no address.
    private static bool IsLoopback(IPAddress? address) => address is null || IPAddress.IsLoopback(address);

    private static bool IsLocalName(string host) =>
        host is "127.0.0.1" or "[::1]"
        || host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);
}
