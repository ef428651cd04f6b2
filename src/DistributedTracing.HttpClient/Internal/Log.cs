using Microsoft.Extensions.Logging;

namespace DistributedTracing.Http.Internal;

/// <summary>Every log line of the package. Ids 400 to 499, never used again for something else.</summary>
internal static partial class Log
{
    [LoggerMessage(400, LogLevel.Warning, "Responses cannot be read on this runtime: that a service which was called kept its part of a trace goes unnoticed.")]
    public static partial void ResponsesUnreadable(this ILogger logger, Exception exception);
}
