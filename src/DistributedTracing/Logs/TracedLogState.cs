using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;

namespace DistributedTracing.Logs;

/// <summary>A log line's state with the ids of the span it was written in, for a formatter that only shows messages.</summary>
internal readonly struct TracedLogState<TState>(in LogEntry<TState> entry, Activity activity)
{
    private readonly TState _state = entry.State;
    private readonly Func<TState, Exception?, string>? _formatter = entry.Formatter;

    public static Func<TracedLogState<TState>, Exception?, string> Formatter { get; } = static (state, exception) => state.Format(exception);

    private string Format(Exception? exception)
    {
        var message = _formatter?.Invoke(_state, exception);

        // The console writes nothing without message and exception; with ids before it, it would write a line.
        return message is null && exception is null
            ? null!
            : string.Concat(["[trace ", activity.TraceId.ToHexString(), " span ", activity.SpanId.ToHexString(), "] ", message]);
    }
}
