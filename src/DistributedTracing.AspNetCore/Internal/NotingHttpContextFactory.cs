using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace DistributedTracing.AspNetCore.Internal;

/// <summary>Makes the framework's own context factory, with an accessor that notes each request.</summary>
/// <remarks>An application with a context factory of its own keeps it; its requests are then traced whatever their path.</remarks>
internal static class NotingHttpContextFactory
{
    public static void Add(IServiceCollection services)
    {
        var present = services.LastOrDefault(service => service.ServiceType == typeof(IHttpContextFactory));
        if (present is null || present.ImplementationType == typeof(DefaultHttpContextFactory))
        {
            services.Replace(ServiceDescriptor.Singleton<IHttpContextFactory>(provider => new DefaultHttpContextFactory(new FactoryServices(provider))));
        }
    }

    private sealed class FactoryServices(IServiceProvider services) : IServiceProvider
    {
        public object? GetService(Type serviceType) => serviceType == typeof(IHttpContextAccessor)
            ? new NotingHttpContextAccessor(services.GetService<IHttpContextAccessor>())
            : services.GetService(serviceType);
    }
}
