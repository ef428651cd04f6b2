using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace DistributedTracing.Logs;

/// <summary>Puts trace ids into log lines: as a scope for every provider, and into the text of the plain console.</summary>
internal static class LogCorrelation
{
    public static void Add(IServiceCollection services)
    {
        services.Configure<LoggerFactoryOptions>(options =>
            options.ActivityTrackingOptions |= ActivityTrackingOptions.TraceId | ActivityTrackingOptions.SpanId);
        services.Insert(0, ServiceDescriptor.Singleton<ConsoleFormatter, TraceConsoleFormatter>());
    }
}
