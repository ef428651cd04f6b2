using DistributedTracing.AmbientBaggage;
using DistributedTracing.Propagation;
using DistributedTracing.Sampling;
using DistributedTracing.Sampling.Budgets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace DistributedTracing.Hosting;

/// <summary>Builds our stages into the application's one tracer provider, in their order whatever else configures it.</summary>
internal static class TracerProviderSetup
{
    public static void Add(IServiceCollection services)
    {
        // First of all configurations, so that a sampler the application sets takes the place of ours.
        var own = new ServiceCollection();
        own.ConfigureOpenTelemetryTracerProvider(Configure);
        for (var i = 0; i < own.Count; i++)
        {
            services.Insert(i, own[i]);
        }

        new TracingBuilder(services).WithTracing();
        AppendExport(services);
    }

    private static void Configure(IServiceProvider services, TracerProviderBuilder builder)
    {
        var options = services.GetRequiredService<IOptions<TracingOptions>>().Value;
        if (!options.Enabled)
        {
            return;
        }

        var identity = services.GetRequiredService<ServiceIdentity>();
        builder.ConfigureResource(resource => resource.AddAttributes(identity.Attributes(options.Resource)));
        builder.SetSampler(services.GetRequiredService<TracingSampler>());
        builder.AddProcessor(new TraceFlagsProcessor(options.Sampling.Tail.Enabled));
        builder.AddProcessor(new BaggageProcessor(options.Baggage));
        builder.AddProcessor(new SamplingOutcomeProcessor());
        builder.AddSource([.. RecordedSources.All(services)]);

        // It must hear of a span before the provider does, so it has to be there first.
        _ = services.GetRequiredService<SourceListener>();
    }

    // Whatever makes the provider, the exporting processors are added to it last: they must see what all others did to a span.
    private static void AppendExport(IServiceCollection services)
    {
        var registration = services.Single(service => service.ServiceType == typeof(TracerProvider));
        var create = registration.ImplementationFactory ?? throw new InvalidOperationException(
            "The application registers a TracerProvider it built itself, which nothing can be added to. Remove that registration and "
            + "configure the provider of AddDistributedTracing with ConfigureTracerProvider(...).");
        services.Remove(registration);
        services.AddSingleton(root =>
        {
            var tracerProvider = (TracerProvider)create(root);
            if (root.GetRequiredService<IOptions<TracingOptions>>().Value.Enabled)
            {
                SamplingSetup.Complete(root, tracerProvider);
            }

            foreach (var processor in root.GetRequiredService<ExportProcessors>().Stages)
            {
                tracerProvider.AddProcessor(processor);
            }

            return tracerProvider;
        });
    }
}
