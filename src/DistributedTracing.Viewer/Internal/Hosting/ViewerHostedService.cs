using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace DistributedTracing.Viewer.Internal.Hosting;

/// <summary>Finds or takes the store before the application's services start, so that their first spans have somewhere to go.</summary>
/// <remarks>The store is left open at stop and closed with the container: the last spans are sent when everything else has stopped.</remarks>
internal sealed class ViewerHostedService(ViewerActivation activation, IServiceProvider services) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) =>
        activation.IsActive ? services.GetRequiredService<SharedStore>().StartAsync(cancellationToken) : Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
