using DistributedTracing;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds distributed tracing to ASP.NET Core applications.</summary>
public static class DistributedTracingServiceCollectionExtensions
{
    /// <summary>
    /// Adds spans of incoming and outgoing requests, SQL and messages, trace ids in log lines, OTLP export, and in development
    /// the viewer at <c>/_tracing</c>.
    /// </summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configure">Changes what the configuration section <c>Tracing</c> and the <c>OTEL_*</c> variables say.</param>
    /// <returns>A builder that adds integrations.</returns>
    /// <remarks>
    /// Calling it again adds the further configuration and nothing twice. A wrong configuration throws
    /// <see cref="TracingConfigurationException"/> when the host starts.
    /// </remarks>
    public static TracingBuilder AddDistributedTracing(this IServiceCollection services, Action<TracingOptions>? configure = null) =>
        services.AddDistributedTracingCore(configure).AddAspNetCore().AddHttpClient().AddViewer();
}
