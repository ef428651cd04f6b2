using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace DistributedTracing.Tests.Configuration;

/// <summary>A host that knows only the configuration a test gives it: no environment, no files of the machine.</summary>
internal static class ConfiguredHost
{
    public static IHost Build(IEnumerable<(string Key, string? Value)> settings, Action<TracingOptions>? code = null) =>
        Build(configuration => configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, setting.Value))), code);

    public static IHost Build(Action<IConfigurationBuilder> configure, Action<TracingOptions>? code = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        configure(builder.Configuration);
        builder.Services.AddDistributedTracingCore(code);
        return builder.Build();
    }

    public static IHost BuildJson(string json, Action<TracingOptions>? code = null) =>
        Build(configuration => configuration.AddJsonStream(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(json))), code);

    public static TracingOptions Options(params (string Key, string? Value)[] settings) => OptionsOf(Build(settings));

    public static TracingOptions OptionsOf(IHost host)
    {
        using (host)
        {
            return host.Services.GetRequiredService<IOptions<TracingOptions>>().Value;
        }
    }

    /// <summary>Starts a host that must refuse to start, and gives what it says.</summary>
    public static async Task<string[]> ProblemsAsync(IHost host)
    {
        using (host)
        {
            var start = () => host.StartAsync();
            return [.. (await start.Should().ThrowExactlyAsync<TracingConfigurationException>()).Which.Failures];
        }
    }

    public static Task<string[]> ProblemsAsync(params (string Key, string? Value)[] settings) => ProblemsAsync(Build(settings));
}
