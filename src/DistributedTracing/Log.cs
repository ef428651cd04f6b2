using Microsoft.Extensions.Logging;

namespace DistributedTracing;

/// <summary>Every log line of the core. Ids 100 to 199, never used again for something else.</summary>
internal static partial class Log
{
    [LoggerMessage(100, LogLevel.Information, "{Summary}")]
    public static partial void Started(this ILogger logger, string summary);

    [LoggerMessage(101, LogLevel.Warning, "Configuration: {Problem}")]
    public static partial void VariableIgnored(this ILogger logger, string problem);

    [LoggerMessage(EventId = 102, Message = "Tracing to {Destination} has stopped: {Exported} spans exported, {Dropped} dropped.")]
    public static partial void Stopped(this ILogger logger, LogLevel level, string destination, long exported, long dropped);

    [LoggerMessage(EventId = 104, Message = "Spans cannot be exported to {Destination}: {Cause}. They are {Consequence}.")]
    public static partial void ExportFailing(this ILogger logger, LogLevel level, string destination, string cause, string consequence);

    [LoggerMessage(EventId = 105, Message = "Spans are exported to {Destination} again.")]
    public static partial void ExportRecovered(this ILogger logger, LogLevel level, string destination);

    [LoggerMessage(EventId = 106, Message = "Dropped {SpanCount} spans for {Destination} in the last {WindowSeconds} s: {Reason}.")]
    public static partial void SpansDropped(this ILogger logger, LogLevel level, long spanCount, string destination, double windowSeconds, string reason);

    [LoggerMessage(107, LogLevel.Error, "Exporting spans to {Destination} failed inside the exporter. Further failures are not logged.")]
    public static partial void ExporterThrew(this ILogger logger, string destination, Exception exception);

    [LoggerMessage(109, LogLevel.Warning, "The host's shutdown time ended before all spans were exported; the process may lose what is left.")]
    public static partial void StopCutShort(this ILogger logger);

    [LoggerMessage(108, LogLevel.Warning, "Tracing is off, because Tracing:Enabled or OTEL_SDK_DISABLED says so.")]
    public static partial void Disabled(this ILogger logger);

    [LoggerMessage(130, LogLevel.Warning, "{Lost} of {Items} baggage items, among them \"{Key}\", are not sent to callees: keys must be HTTP tokens, and headers carry at most 180 items and 8192 characters in all. Further losses are not logged.")]
    public static partial void BaggageLost(this ILogger logger, int lost, int items, string key);

    [LoggerMessage(131, LogLevel.Warning, "Tracing:Baggage:LogScope has no effect: the application's logger factory does not take its scopes from the services, or takes them from an IExternalScopeProvider that was added after AddDistributedTracing.")]
    public static partial void NoBaggageScope(this ILogger logger);

    [LoggerMessage(EventId = 110, Message = "The span \"{Name}\" of the source {Source} is dropped: the exporter to {Destination} cannot write it, because of its size or of an attribute, event or link it holds. Further such spans are counted, not logged.")]
    public static partial void SpanUnwritable(this ILogger logger, LogLevel level, string name, string source, string destination);

    [LoggerMessage(120, LogLevel.Information, "Trace context is not sent to {Host}, which is not listed in Tracing:Propagation:Outgoing:Hosts. If that host is yours, set it to \"{Hosts}\".")]
    public static partial void HostRefused(this ILogger logger, string host, string hosts);

    [LoggerMessage(121, LogLevel.Information, "Trace context was refused to {HostCount} hosts that are not listed in Tracing:Propagation:Outgoing:Hosts; further ones are not logged.")]
    public static partial void FurtherHostsRefused(this ILogger logger, int hostCount);

    [LoggerMessage(140, LogLevel.Warning, "{Origin} failed; {Consequence}. Further failures of it are counted, not logged.")]
    public static partial void SamplingCodeFailed(this ILogger logger, string origin, string consequence, Exception? exception);

    [LoggerMessage(141, LogLevel.Warning, "Sampling: {Problem}.")]
    public static partial void SamplingRuleUnreachable(this ILogger logger, string problem);

    [LoggerMessage(142, LogLevel.Information, "Sampling has changed with the configuration (version {Version}): {Changes}.")]
    public static partial void SamplingChanged(this ILogger logger, int version, string changes);

    [LoggerMessage(143, LogLevel.Warning, "The changed configuration is refused; sampling goes on as before (version {Version}). {Problems}")]
    public static partial void SamplingChangeRefused(this ILogger logger, int version, string problems);

    [LoggerMessage(144, LogLevel.Error, "Working out the rates of sampling budgets failed; they stay as they are. Further failures are not logged.")]
    public static partial void BudgetsFailed(this ILogger logger, Exception exception);

    [LoggerMessage(150, LogLevel.Warning, "Tail sampling decided {Count} times in the last {WindowSeconds} s before a trace had ended, because more waited than Tracing:Sampling:Tail:MaxTraces ({MaxTraces}) or MaxBytes ({MaxBytes}) allows.")]
    public static partial void TailDecidedEarly(this ILogger logger, long count, double windowSeconds, int maxTraces, int maxBytes);

    [LoggerMessage(151, LogLevel.Warning, "Tail sampling is under pressure: close to Tracing:Sampling:Tail:MaxTraces ({MaxTraces}) or MaxBytes ({MaxBytes}). New traces are decided at their start alone until it is over; failed and slow ones among them may be missed.")]
    public static partial void TailUnderPressure(this ILogger logger, int maxTraces, int maxBytes);

    [LoggerMessage(152, LogLevel.Information, "Tail sampling is no longer under pressure.")]
    public static partial void TailRecovered(this ILogger logger);

    [LoggerMessage(153, LogLevel.Information, "Tail sampling decided: {KeptForContent} traces kept for what happened in them, {KeptByHead} as decided at their start, {LeftOut} left out with {SpanCount} spans.")]
    public static partial void TailStopped(this ILogger logger, long keptForContent, long keptByHead, long leftOut, long spanCount);
}
