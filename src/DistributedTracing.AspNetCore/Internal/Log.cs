using System.Net;
using Microsoft.Extensions.Logging;

namespace DistributedTracing.AspNetCore.Internal;

/// <summary>Every log line of this package. Ids 200 to 299, never used again for something else.</summary>
internal static partial class Log
{
    [LoggerMessage(200, LogLevel.Warning, "Adding attributes to a server span failed; such spans are kept without them. Further failures are not logged.")]
    public static partial void CompletionFailed(this ILogger logger, Exception exception);

    [LoggerMessage(201, LogLevel.Warning, "The condition When of the trust rule at index {Rule} failed; the request got the lesser trust of that rule and of what follows it. Further failures are not logged.")]
    public static partial void ConditionFailed(this ILogger logger, int rule, Exception exception);

    [LoggerMessage(202, LogLevel.Warning, "Wrong secrets in the header {Header}: {RequestCount} since this was last said, the latest from {RemoteAddress}. Such requests are sampled like any other.")]
    public static partial void ForcingRefused(this ILogger logger, string header, long requestCount, IPAddress? remoteAddress);

    [LoggerMessage(203, LogLevel.Warning, "{Method} {Path} from the internet address {Address} brought a trace context, and it was trusted because nothing says otherwise: such callers choose trace ids, have their requests recorded, and send baggage. "
        + "To begin traces of your own set {Condition} and {Rule}:Trust = RestartWithLink; to keep it as it is set Tracing:AspNetCore:Trust:Default = Trust. This is said once.")]
    public static partial void ForeignContextTrusted(this ILogger logger, string method, string path, IPAddress? address, string condition, string rule);

    [LoggerMessage(204, LogLevel.Warning, "Receiving a request's trace context failed; such requests may lack a link, or still carry the header that forces sampling. Further failures are not logged.")]
    public static partial void ArrivalFailed(this ILogger logger, Exception exception);

    [LoggerMessage(250, LogLevel.Warning, "Telling a caller in the response that the trace is kept failed. Further failures are not logged.")]
    public static partial void NoticeFailed(this ILogger logger, Exception exception);
}
