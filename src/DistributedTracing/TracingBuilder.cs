using System.Diagnostics.CodeAnalysis;
using DistributedTracing.Configuration;
using DistributedTracing.Hosting;
using DistributedTracing.Sampling;
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

    /// <summary>Adds a sampler of the application's own, which decides on the spans it has an opinion on.</summary>
    /// <typeparam name="TSampler">The sampler; a singleton, made by the application's services.</typeparam>
    /// <returns>This builder.</returns>
    /// <remarks>
    /// Asked in the order they were added, before <see cref="SamplingOptions.Rules"/>, for spans that begin a trace and for those whose
    /// caller is not followed.
    /// </remarks>
    public TracingBuilder AddSampler<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TSampler>()
        where TSampler : class, ITraceSampler
    {
        Services.AddSingleton<ITraceSampler, TSampler>();
        return this;
    }

    /// <summary>Adds a sampler of the application's own, which decides on the spans it has an opinion on.</summary>
    /// <param name="sampler">The sampler.</param>
    /// <returns>This builder.</returns>
    /// <remarks>See <see cref="AddSampler{TSampler}()"/>.</remarks>
    public TracingBuilder AddSampler(ITraceSampler sampler)
    {
        ArgumentNullException.ThrowIfNull(sampler);
        Services.AddSingleton(sampler);
        return this;
    }

    /// <summary>Has an OpenTelemetry sampler decide in place of <see cref="SamplingOptions"/>.</summary>
    /// <param name="sampler">The sampler; whoever made it disposes it.</param>
    /// <returns>This builder.</returns>
    /// <remarks>
    /// It is asked for every span but those that are left out before any sampling, such as health probes. Its attributes and its
    /// <c>tracestate</c> are honoured. A caller who is not trusted with the decision is shown to it as none. For a span on which it
    /// throws, <see cref="SamplingOptions"/> decide; that is counted, and logged once. Called again, it takes the place of the sampler
    /// before.
    /// </remarks>
    public TracingBuilder UseSampler(Sampler sampler)
    {
        ArgumentNullException.ThrowIfNull(sampler);
        return UseSampler(_ => sampler);
    }

    /// <summary>Has an OpenTelemetry sampler decide in place of <see cref="SamplingOptions"/>.</summary>
    /// <param name="create">Makes the sampler, once, before the first span.</param>
    /// <returns>This builder.</returns>
    /// <remarks>See <see cref="UseSampler(Sampler)"/>.</remarks>
    public TracingBuilder UseSampler(Func<IServiceProvider, Sampler> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        Services.AddSingleton(services => new PluggedSampler(create(services), services.GetRequiredService<SamplingFaults>()));
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
