using DistributedTracing.Delivery;
using DistributedTracing.Hosting;
using DistributedTracing.Sampling;
using DistributedTracing.Viewer.Internal;
using DistributedTracing.Viewer.Internal.Hosting;
using DistributedTracing.Viewer.Internal.Web;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace DistributedTracing;

/// <summary>Adds the trace viewer.</summary>
public static class ViewerTracingBuilderExtensions
{
    /// <summary>Shows recent traces of this and the other services of this machine at <c>/_tracing</c>, in development.</summary>
    /// <param name="builder">The tracing builder.</param>
    /// <param name="configure">Changes what the configuration section <c>Tracing:Viewer</c> says.</param>
    /// <returns>The same builder.</returns>
    /// <remarks>
    /// The first service that starts holds the traces in memory and listens on a loopback port; the others send theirs to it. Only
    /// callers on the same machine are answered. <c>AddDistributedTracing</c> calls this already; calling it again adds the further
    /// configuration and nothing twice.
    /// </remarks>
    public static TracingBuilder AddViewer(this TracingBuilder builder, Action<ViewerTracingOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (builder.Services.All(service => service.ServiceType != typeof(ViewerActivation)))
        {
            AddOnce(builder.Services);
        }

        return builder.AddSettings<ViewerTracingOptions, ViewerTracingSettings>(configure);
    }

    private static void AddOnce(IServiceCollection services)
    {
        services.AddSingleton<ViewerActivation>();
        services.AddSingleton<HolderClient>();
        services.AddSingleton<SharedStore>();
        services.AddSingleton<ISpanDestinationSource, ViewerDestinationSource>();
        services.AddSingleton(provider =>
            new UntracedPath(provider.GetRequiredService<ViewerActivation>().IsActive ? ViewerSite.Path : null));
        services.AddSingleton<IStartupNote, ViewerNote>();
        services.AddHostedService<ViewerHostedService>();

        // First in line, so outermost: nothing of the application sees, redirects or logs the viewer's requests.
        services.Insert(0, ServiceDescriptor.Singleton<IStartupFilter, ViewerStartupFilter>());
    }
}
