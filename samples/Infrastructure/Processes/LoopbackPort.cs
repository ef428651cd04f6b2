using System.Net;
using System.Net.Sockets;

namespace Samples.Infrastructure.Processes;

/// <summary>Finds free ports on this machine.</summary>
public static class LoopbackPort
{
    // Below the range from which systems take ports for outgoing connections: nobody gets this one by chance.
    private const int First = 20_000;
    private const int Last = 32_000;

    public static int FindFree()
    {
        while (true)
        {
            var port = Random.Shared.Next(First, Last);
            if (IsFree(port))
            {
                return port;
            }
        }
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
