using System.Diagnostics;
using DistributedTracing;
using DistributedTracing.Configuration;
using DistributedTracing.Hosting;
using DistributedTracing.Logs;
using DistributedTracing.Propagation;
using DistributedTracing.Sampling.Budgets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds distributed tracing to workers and console applications.</summary>
public static class DistributedTracingCoreServiceCollectionExtensions
{
    /// <summary>Adds spans, propagation, sampling, log correlation and OTLP export, without the integrations of ASP.NET Core.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configure">Changes what the configuration section <c>Tracing</c> and the <c>OTEL_*</c> variables say.</param>
    /// <returns>A builder that adds integrations.</returns>
    /// <remarks>
    /// Web applications use <c>AddDistributedTracing</c> of the package DistributedTracing.AspNetCore instead. Calling it again adds
    /// the further configuration and nothing twice. A wrong configuration throws <see cref="TracingConfigurationException"/> when the
    /// host starts.
    /// </remarks>
    public static TracingBuilder AddDistributedTracingCore(this IServiceCollection services, Action<TracingOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (services.All(service => service.ServiceType != typeof(ServiceIdentity)))
        {
            AddOnce(services);
        }

        if (configure is not null)
        {
            services.Configure(configure);
        }

        return new TracingBuilder(services);
    }

    private static void AddOnce(IServiceCollection services)
    {
        services.AddOptions<TracingOptions>().ValidateOnStart();
        services.AddLogging();
        services.TryAddSingleton<IConfiguration>(_ => new ConfigurationBuilder().AddEnvironmentVariables().Build());
        services.AddSingleton<TracingSettings>();
        services.AddSingleton<ISettingCatalog>(provider => provider.GetRequiredService<TracingSettings>());
        services.AddSingleton<IValidateOptions<TracingOptions>, TracingOptionsValidator>();
        services.Insert(0, ServiceDescriptor.Singleton<IConfigureOptions<TracingOptions>, TracingOptionsSetup>());

        services.AddSingleton<ServiceIdentity>();
        services.AddSingleton<ExportProcessors>();
        services.AddSingleton(provider => new BudgetTicker(
            provider.GetService<TimeProvider>() ?? TimeProvider.System, provider.GetRequiredService<ILoggerFactory>().CreateLogger("DistributedTracing.Sampling")));
        services.AddSingleton<ExportDecision>();
        services.AddSingleton<SamplingWords>();
        services.AddSingleton<StartupSummary>();
        services.AddSingleton(new OwnOtlpExporter(services));

        // The framework's propagator was captured when the host builder was made; the handlers of HttpClient take the ambient one.
        services.AddSingleton<RefusedHostLog>();
        services.AddSingleton(provider => new TracingPropagator(
            provider.GetRequiredService<IOptions<TracingOptions>>().Value.Propagation,
            provider.GetServices<ITrustPolicy>(),
            provider.GetRequiredService<RefusedHostLog>()));
        services.Replace(ServiceDescriptor.Singleton<DistributedContextPropagator>(provider => provider.GetRequiredService<TracingPropagator>()));
        AmbientPropagator.Install();

        SamplingSetup.Add(services);
        TracerProviderSetup.Add(services);
        LogCorrelation.Add(services);

        // First in line, whatever was registered before.
        services.Insert(0, ServiceDescriptor.Singleton<IHostedService, TracingHostedService>());
    }
}
