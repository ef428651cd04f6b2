using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace DistributedTracing.Packages.Tests;

internal static class LoopbackPort
{
    /// <summary>Finds a port that nobody listens on.</summary>
    public static string Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
    }
}
