using DistributedTracing.Http.Internal;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace DistributedTracing;

/// <summary>Adds tracing of outgoing HTTP requests.</summary>
public static class HttpClientTracingBuilderExtensions
{
    private const string SourceName = "System.Net.Http";

    /// <summary>Records a client span for each request made with <see cref="System.Net.Http.HttpClient"/>, and sends the trace context with it.</summary>
    /// <param name="builder">The tracing builder.</param>
    /// <returns>The same builder.</returns>
    /// <remarks>
    /// The runtime makes these spans itself, with the attributes of the stable HTTP conventions
    /// (<see href="https://github.com/open-telemetry/semantic-conventions/blob/v1.44.0/docs/http/http-spans.md#http-client"/>);
    /// nothing is subscribed to, so a request costs what the runtime's span costs. (Only with tail sampling the responses are looked at, for
    /// what the services that were called say of the trace.) <c>AddDistributedTracing</c> calls this already.
    /// </remarks>
    public static TracingBuilder AddHttpClient(this TracingBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, CalleeListener>());
        return builder.AddSource(SourceName);
    }
}
