using DistributedTracing.Configuration;
using DistributedTracing.Propagation;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace DistributedTracing.Hosting;

/// <summary>Starts tracing before every other hosted service and ends it after them, so that their spans are recorded and sent.</summary>
internal sealed class TracingHostedService(
    IServiceProvider services,
    IOptions<TracingOptions> options,
    ILoggerFactory loggers) : IHostedLifecycleService
{
    private readonly ILogger _logger = loggers.CreateLogger("DistributedTracing");
    private TracerProvider? _tracerProvider;

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        foreach (var problem in OtelVariables.Apply(services.GetRequiredService<IConfiguration>(), new TracingOptions()))
        {
            _logger.VariableIgnored(problem.ToString());
        }

        // Also when tracing is off: the service must not cut its neighbours' traces in two.
        var propagator = services.GetRequiredService<TracingPropagator>();
        AmbientPropagator.Use(propagator);
        Sdk.SetDefaultTextMapPropagator(new OpenTelemetryPropagator(propagator));
        _tracerProvider = services.GetRequiredService<TracerProvider>();
        return Task.CompletedTask;
    }

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Enabled)
        {
            _logger.Started(services.GetRequiredService<StartupSummary>().Text);
        }
        else
        {
            _logger.Disabled();
        }

        return Task.CompletedTask;
    }

    public Task StoppedAsync(CancellationToken cancellationToken) =>
        _tracerProvider is null ? Task.CompletedTask : Task.Run(() => Shutdown(_tracerProvider, cancellationToken), CancellationToken.None);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Shutdown(TracerProvider tracerProvider, CancellationToken cancellationToken)
    {
        tracerProvider.Shutdown((int)ShutdownTime.TotalMilliseconds);
        foreach (var processor in services.GetRequiredService<ExportProcessors>().All)
        {
            var counts = processor.Counts;
            _logger.Stopped(processor.Destination.Name, counts.Exported, counts.Dropped + counts.Waiting);
        }
    }

    private static readonly TimeSpan ShutdownTime = TimeSpan.FromSeconds(5);
}
