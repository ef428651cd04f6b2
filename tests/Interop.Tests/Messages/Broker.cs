using System.Collections.Concurrent;
using Interop.Tests.Services;

namespace Interop.Tests.Messages;

/// <summary>A queue on the RabbitMQ server of <c>DT_TEST_RABBITMQ</c>, a consumer of it, and a publisher for each format.</summary>
public sealed class Broker : IAsyncLifetime
{
    private static readonly string[] Formats = ["tracecontext", "b3", "b3multi", "jaeger"];

    private readonly string _queue = "interop-" + Guid.NewGuid().ToString("n");
    private readonly ConcurrentDictionary<string, Service> _services = new();

    internal OtlpCollector Collector { get; private set; } = null!;

    internal Service Consumer => _services["consumer"];

    public async Task InitializeAsync()
    {
        var address = Environment.GetEnvironmentVariable("DT_TEST_RABBITMQ") is { Length: > 0 } value
            ? value
            : throw new InvalidOperationException("These tests need RabbitMQ: run tests/run.sh, or set DT_TEST_RABBITMQ to its amqp:// address.");
        Collector = await OtlpCollector.StartAsync();
        try
        {
            await StartAsync("consumer", address, ("Consume", "true"));
            await Task.WhenAll(Formats.Select(format => StartAsync(
                format, address, ("Tracing__Propagation__Inject__0", format), ("Tracing__Propagation__Inject__1", "baggage"))));
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    public async Task DisposeAsync()
    {
        await Task.WhenAll(_services.Values.Select(service => service.DisposeAsync().AsTask()));
        await Collector.DisposeAsync();
    }

    /// <summary>Gets the service that publishes in a format; it has the format's name.</summary>
    internal Service Publisher(string format) => _services[format];

    private async Task StartAsync(string name, string address, params (string, string)[] settings) =>
        _services[name] = await Service.StartDotNetAsync(name, "MessageApp", Collector, [("Broker", address), ("Queue", _queue), .. settings]);
}
