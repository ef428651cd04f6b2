using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace DistributedTracing.Logs;

/// <summary>
/// A console formatter of the framework with the trace and span id before each message. The framework's own formatter writes the
/// line, so colours, timestamps and the user's formatter options stay as they are. Thread safe.
/// </summary>
/// <remarks>The console uses the first formatter of a name; this one is registered before the framework's.</remarks>
internal sealed class TraceConsoleFormatter(string name, IServiceProvider services, IOptions<TracingOptions> options)
    : ConsoleFormatter(name)
{
    // Found on first use: this formatter is itself one of those that are searched.
    private readonly Lazy<ConsoleFormatter?> _inner = new(() => services.GetServices<ConsoleFormatter>()
        .FirstOrDefault(formatter => formatter is not TraceConsoleFormatter && formatter.Name == name));

    private readonly Lazy<bool> _isOn = new(() => IsOn(options));

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        // A buffered record is written later, outside the span it belongs to.
        if (Activity.Current is not { IdFormat: ActivityIdFormat.W3C } activity || logEntry.State is BufferedLogRecord || !_isOn.Value)
        {
            _inner.Value?.Write(logEntry, scopeProvider, textWriter);
            return;
        }

        var traced = new LogEntry<TracedLogState<TState>>(
            logEntry.LogLevel,
            logEntry.Category,
            logEntry.EventId,
            new TracedLogState<TState>(logEntry, activity),
            logEntry.Exception,
            TracedLogState<TState>.Formatter);
        _inner.Value?.Write(traced, scopeProvider, textWriter);
    }

    // A wrong configuration is reported by the start that fails of it, and that start is itself logged.
    private static bool IsOn(IOptions<TracingOptions> options)
    {
        try
        {
            return options.Value.Logs.Console;
        }
        catch (OptionsValidationException)
        {
            return true;
        }
    }
}
