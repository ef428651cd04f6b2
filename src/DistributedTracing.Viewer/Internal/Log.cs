using Microsoft.Extensions.Logging;

namespace DistributedTracing.Viewer.Internal;

/// <summary>Every log line of the viewer. Ids 300 to 399, never used again for something else.</summary>
internal static partial class Log
{
    [LoggerMessage(300, LogLevel.Warning, "The trace viewer cannot share port {Port}: {Reason}. It shows the spans of this service only. Set Tracing:Viewer:Port to a free port, the same in every service.")]
    public static partial void PortUnusable(this ILogger logger, int port, string reason);

    [LoggerMessage(301, LogLevel.Information, "The service that held the traces of the viewer has ended; this one holds them from now on, at port {Port}.")]
    public static partial void TookOver(this ILogger logger, int port);

    [LoggerMessage(302, LogLevel.Warning, "The trace viewer is not available; the next check for it follows in {Seconds} s. Further failures are not logged.")]
    public static partial void JoiningFailed(this ILogger logger, double seconds, Exception exception);

    [LoggerMessage(303, LogLevel.Warning, "A request to the trace viewer failed. Further failures are not logged.")]
    public static partial void RequestFailed(this ILogger logger, Exception exception);

    [LoggerMessage(304, LogLevel.Debug, "The traces of the viewer could not be asked for at {Address}.")]
    public static partial void HolderUnreachable(this ILogger logger, Uri address, Exception exception);
}
