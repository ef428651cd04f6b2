using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DistributedTracing.Propagation;

/// <summary>Tells of hosts that get no context: once each, and only of the first ones. Thread safe.</summary>
internal sealed class RefusedHostLog(IOptions<TracingOptions> options, ILoggerFactory loggers)
{
    public const int MaxHosts = 20;

    private readonly ILogger _logger = loggers.CreateLogger("DistributedTracing");
    private readonly HashSet<string> _told = new(StringComparer.OrdinalIgnoreCase);
    private readonly Lock _lock = new();
    private volatile bool _isFull;

    public void Report(string host)
    {
        if (_isFull || !IsNew(host, out var isLast))
        {
            return;
        }

        _logger.HostRefused(host, string.Join(',', options.Value.Propagation.Outgoing.Hosts.Append(host)));
        if (isLast)
        {
            _logger.FurtherHostsRefused(MaxHosts);
        }
    }

    private bool IsNew(string host, out bool isLast)
    {
        lock (_lock)
        {
            // A logger that sends its lines to a refused host comes back here; the host is known by then.
            var isNew = !_isFull && _told.Add(host);
            isLast = isNew && _told.Count == MaxHosts;
            _isFull |= isLast;
            return isNew;
        }
    }
}
