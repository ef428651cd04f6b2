using DistributedTracing.Logs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace DistributedTracing.Tests.Logs;

/// <summary>Writes through the console formatters of an application's services, into text instead of the console.</summary>
internal sealed class ConsoleLines : IDisposable
{
    private readonly ServiceProvider _services;

    public ConsoleLines(Action<ILoggingBuilder>? logging = null, Action<TracingOptions>? tracing = null)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging ?? (builder => builder.AddSimpleConsole()));
        services.AddOptions<TracingOptions>().Configure(tracing ?? (_ => { }));
        LogCorrelation.Add(services);
        _services = services.BuildServiceProvider();
    }

    /// <summary>Writes one line, with the first formatter of the name, as the console logger does.</summary>
    public string Write(string? message, Exception? exception = null, string formatter = ConsoleFormatterNames.Simple, IExternalScopeProvider? scopes = null)
    {
        using var writer = new StringWriter();
        var entry = new LogEntry<string?>(LogLevel.Information, "Orders", 7, message, exception, static (state, _) => state!);
        _services.GetServices<ConsoleFormatter>().First(candidate => candidate.Name == formatter).Write(entry, scopes, writer);
        return writer.ToString().ReplaceLineEndings("\n");
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public void Dispose() => _services.Dispose();
}
