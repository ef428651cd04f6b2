using DistributedTracing.Batching;
using DistributedTracing.Configuration;
using DistributedTracing.Logs;
using DistributedTracing.Propagation;
using DistributedTracing.Sampling.Reload;
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
    ExportProcessors exports,
    ILoggerFactory loggers) : IHostedLifecycleService
{
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(5);

    /// <summary>A developer who presses Ctrl+C does not wait for a page.</summary>
    private static readonly TimeSpan ConvenienceStopTime = TimeSpan.FromSeconds(1);

    private readonly ILogger _logger = loggers.CreateLogger("DistributedTracing");
    private IReadOnlyList<BatchSpanProcessor> _exports = [];

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
        BaggageLoss.Use(_logger);
        LogCorrelation.ShowBaggage(services, options.Value.Baggage, _logger);
        _ = services.GetRequiredService<TracerProvider>();
        if (options.Value.Enabled)
        {
            services.GetRequiredService<SamplingReload>().Start();
        }

        _exports = exports.All;
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

    // After every other hosted service has stopped, and so after the last request has ended.
    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        exports.Tail?.Close();

        // The destinations are independent: one that hangs must not use up the time of the others.
        var stopping = _exports.Select(export => Task.Run(() => Stop(export), CancellationToken.None));
        try
        {
            await Task.WhenAll(stopping).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            _logger.StopCutShort();
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Stop(BatchSpanProcessor export)
    {
        var time = export.Destination.IsConvenience ? ConvenienceStopTime : StopTime;
        export.Shutdown((int)time.TotalMilliseconds);
        var counts = export.Counts;
        _logger.Stopped(export.Destination.NewsLevel, export.Destination.Name, counts.Exported, counts.Dropped + counts.Waiting);
    }
}
