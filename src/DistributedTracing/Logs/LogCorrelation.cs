using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace DistributedTracing.Logs;

/// <summary>Puts trace ids into log lines: as a scope for every provider, and into the text of the console's plain formatters.</summary>
internal static class LogCorrelation
{
    public static void Add(IServiceCollection services)
    {
        services.Configure<LoggerFactoryOptions>(options =>
            options.ActivityTrackingOptions |= ActivityTrackingOptions.TraceId | ActivityTrackingOptions.SpanId);
        WrapFormatter(services, ConsoleFormatterNames.Simple);
        WrapFormatter(services, ConsoleFormatterNames.Systemd);

        // First, so that what the application configures comes after it: JSON lines show the ids only as part of their scopes.
        services.Insert(0, ServiceDescriptor.Singleton<IConfigureOptions<JsonConsoleFormatterOptions>>(
            new ConfigureOptions<JsonConsoleFormatterOptions>(options => options.IncludeScopes = true)));
    }

    private static void WrapFormatter(IServiceCollection services, string name) =>
        services.Insert(0, ServiceDescriptor.Singleton<ConsoleFormatter>(
            provider => new TraceConsoleFormatter(name, provider, provider.GetRequiredService<IOptions<TracingOptions>>())));
}
