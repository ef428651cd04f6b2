using DistributedTracing.Configuration;
using DistributedTracing.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace DistributedTracing;

/// <summary>Adds integrations to the tracing of an application. Returned by <c>AddDistributedTracing</c>.</summary>
/// <remarks>
/// It is an <see cref="IOpenTelemetryBuilder"/>, so that everything written for OpenTelemetry's own builder, such as
/// <c>WithMetrics</c>, works on it too. Used while services are registered; not thread safe.
/// </remarks>
public sealed class TracingBuilder : IOpenTelemetryBuilder
{
    internal TracingBuilder(IServiceCollection services) => Services = services;

    /// <summary>Gets the application's services.</summary>
    public IServiceCollection Services { get; }

    /// <summary>Records the spans of further sources.</summary>
    /// <param name="names">Names of <see cref="System.Diagnostics.ActivitySource"/>s; a <c>*</c> at the end stands for any ending.</param>
    /// <returns>This builder.</returns>
    public TracingBuilder AddSource(params string[] names)
    {
        ArgumentNullException.ThrowIfNull(names);
        Services.AddSingleton(new RecordedSources(names));
        return this;
    }

    /// <summary>Configures the OpenTelemetry tracer provider that everything runs on.</summary>
    /// <param name="configure">The configuration; it may add sources, processors, exporters or a sampler of its own.</param>
    /// <returns>This builder.</returns>
    public TracingBuilder ConfigureTracerProvider(Action<TracerProviderBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        Services.ConfigureOpenTelemetryTracerProvider(configure);
        return this;
    }

    /// <summary>Adds an integration's options: read from the section, checked at start together with all others.</summary>
    internal TracingBuilder AddSettings<TOptions, TCatalog>(Action<TOptions>? configure)
        where TOptions : class, new()
        where TCatalog : SettingCatalog<TOptions>, new()
    {
        if (Services.All(service => service.ServiceType != typeof(TCatalog)))
        {
            var catalog = new TCatalog();
            Services.AddSingleton(catalog);
            Services.AddSingleton<ISettingCatalog>(catalog);
            Services.Insert(0, ServiceDescriptor.Singleton<IConfigureOptions<TOptions>>(
                provider => new CatalogSetup<TOptions>(provider.GetRequiredService<IConfiguration>(), catalog)));
        }

        if (configure is not null)
        {
            Services.Configure(configure);
        }

        return this;
    }
}
