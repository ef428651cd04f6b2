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
        AddBaggageScope(services);
        WrapFormatter(services, ConsoleFormatterNames.Simple);
        WrapFormatter(services, ConsoleFormatterNames.Systemd);

        // First, so that what the application configures comes after it: JSON lines show the ids only as part of their scopes.
        services.Insert(0, ServiceDescriptor.Singleton<IConfigureOptions<JsonConsoleFormatterOptions>>(
            new ConfigureOptions<JsonConsoleFormatterOptions>(options => options.IncludeScopes = true)));
    }

    /// <summary>Shows the listed baggage items in log lines from now on.</summary>
    public static void ShowBaggage(IServiceProvider services, BaggageOptions options, ILogger logger)
    {
        services.GetRequiredService<BaggageScopeProvider>().Show(options.LogScope);
        if (options.LogScope.Count > 0
            && (services.GetService<IExternalScopeProvider>() is not BaggageScopeProvider || services.GetRequiredService<ILoggerFactory>() is not LoggerFactory))
        {
            logger.NoBaggageScope();
        }
    }

    // The logger factory takes the scopes for its lines from the services, if there are any. An application's own stay what they are.
    private static void AddBaggageScope(IServiceCollection services)
    {
        var own = services.LastOrDefault(service => service.ServiceType == typeof(IExternalScopeProvider) && !service.IsKeyedService);
        services.AddSingleton(provider => new BaggageScopeProvider(own is null
            ? FrameworkScopes.Create(
                provider.GetRequiredService<IOptions<LoggerFactoryOptions>>(), provider.GetRequiredService<IOptionsMonitor<LoggerFilterOptions>>())
            : Create(own, provider)));
        services.AddSingleton<IExternalScopeProvider>(provider => provider.GetRequiredService<BaggageScopeProvider>());
    }

    private static IExternalScopeProvider Create(ServiceDescriptor service, IServiceProvider provider) => (IExternalScopeProvider)(
        service.ImplementationInstance
        ?? service.ImplementationFactory?.Invoke(provider)
        ?? ActivatorUtilities.CreateInstance(provider, service.ImplementationType!));

    private static void WrapFormatter(IServiceCollection services, string name) =>
        services.Insert(0, ServiceDescriptor.Singleton<ConsoleFormatter>(
            provider => new TraceConsoleFormatter(name, provider, provider.GetRequiredService<IOptions<TracingOptions>>())));
}
