using Microsoft.AspNetCore.Http;

namespace DistributedTracing.AspNetCore.Internal;

/// <summary>The parts of a <c>Host</c> header as attribute values. Thread safe.</summary>
internal sealed class ServerName
{
    // A service is called by few names, and mostly by the same one again and again.
    private static ServerName? _last;

    private readonly string? _host;

    private ServerName(HostString host)
    {
        _host = host.Value;
        Address = host.Host;
        Port = host.Port;
    }

    public string Address { get; }

    public object? Port { get; }

    public static ServerName Of(HostString host)
    {
        var last = Volatile.Read(ref _last);
        if (last is null || !string.Equals(last._host, host.Value, StringComparison.Ordinal))
        {
            last = new ServerName(host);
            Volatile.Write(ref _last, last);
        }

        return last;
    }
}
