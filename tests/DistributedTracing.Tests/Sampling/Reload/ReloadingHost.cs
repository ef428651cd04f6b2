using DistributedTracing.Sampling;
using DistributedTracing.Tests.Shared;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DistributedTracing.Tests.Sampling.Reload;

/// <summary>A started host whose configuration a test changes, with a clock of its own.</summary>
internal sealed class ReloadingHost : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly ChangingSource _settings;

    private ReloadingHost(IHost host, ChangingSource settings, LogCollector log, ManualTime time)
    {
        _host = host;
        _settings = settings;
        Log = log;
        Time = time;
    }

    public LogCollector Log { get; }

    public ManualTime Time { get; }

    public IServiceProvider Services => _host.Services;

    public SamplingPolicy Policy => Services.GetRequiredService<CurrentPolicy>().Value;

    public IEnumerable<string> News => Log.Lines.Select(line => line.Text).Where(text => text.StartsWith("Sampling", StringComparison.Ordinal) || text.StartsWith("The changed", StringComparison.Ordinal));

    public static async Task<ReloadingHost> StartAsync(
        (string Key, string? Value)[] settings, Action<TracingOptions>? code = null, Action<TracingBuilder>? configure = null)
    {
        var log = new LogCollector();
        var time = new ManualTime();
        var source = new ChangingSource();
        source.Replace(settings);
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.Sources.Add(source);
        builder.Logging.AddProvider(log);
        builder.Services.AddSingleton<TimeProvider>(time);
        var tracing = builder.Services.AddDistributedTracingCore(options =>
        {
            options.Delivery.Enabled = false;
            code?.Invoke(options);
        });
        configure?.Invoke(tracing);
        var host = builder.Build();
        await host.StartAsync();
        return new ReloadingHost(host, source, log, time);
    }

    /// <summary>Changes the configuration; it is read when the time comes.</summary>
    public void Touch(params (string Key, string? Value)[] settings)
    {
        _settings.Replace(settings);
        _settings.Reload();
    }

    /// <summary>Changes the configuration and lets it be read.</summary>
    public void Change(params (string Key, string? Value)[] settings)
    {
        Touch(settings);
        Time.Advance(TimeSpan.FromMilliseconds(250));
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }

    private sealed class ChangingSource : ConfigurationProvider, IConfigurationSource
    {
        public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

        public void Replace(IEnumerable<(string Key, string? Value)> settings) =>
            Data = settings.ToDictionary(setting => setting.Key, setting => setting.Value, StringComparer.OrdinalIgnoreCase);

        public void Reload() => OnReload();
    }
}
