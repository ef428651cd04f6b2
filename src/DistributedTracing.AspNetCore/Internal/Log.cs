using Microsoft.Extensions.Logging;

namespace DistributedTracing.AspNetCore.Internal;

/// <summary>Every log line of this package. Ids 200 to 299, never used again for something else.</summary>
internal static partial class Log
{
    [LoggerMessage(200, LogLevel.Warning, "Adding attributes to a server span failed; such spans are kept without them. Further failures are not logged.")]
    public static partial void CompletionFailed(this ILogger logger, Exception exception);

    [LoggerMessage(250, LogLevel.Warning, "Telling a caller in the response that the trace is kept failed. Further failures are not logged.")]
    public static partial void NoticeFailed(this ILogger logger, Exception exception);
}
