using System.Net;
using Microsoft.Extensions.Logging;

namespace DistributedTracing.AspNetCore.Internal.Trust;

/// <summary>Tells of requests that asked to be recorded with a wrong secret: the first, then one line a minute at most. Thread safe.</summary>
internal sealed class RefusedForcing(ILogger<RefusedForcing> logger, TimeProvider? time = null)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly Lock _lock = new();
    private long _count;
    private long? _lastReport;

    public void Add(string header, IPAddress? remote)
    {
        long count;
        lock (_lock)
        {
            _count++;
            if (_lastReport is { } last && _time.GetElapsedTime(last) < Window)
            {
                return;
            }

            count = _count;
            _count = 0;
            _lastReport = _time.GetTimestamp();
        }

        logger.ForcingRefused(header, count, remote);
    }
}
