using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using DistributedTracing;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace MessageApp;

/// <summary>A queue of a RabbitMQ server: the setting <c>Queue</c> of the one at <c>Broker</c>.</summary>
internal sealed class MessageQueue(IConfiguration configuration, IHostEnvironment environment) : IHostedService
{
    private readonly ActivitySource _source = new(environment.ApplicationName);
    private readonly ConcurrentDictionary<string, ReceivedMessage> _received = new();
    private readonly string _queue = configuration.GetValue<string>("Queue")!;

    private IConnection? _connection;
    private IChannel? _channel;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var factory = new ConnectionFactory { Uri = configuration.GetValue<Uri>("Broker")! };
        _connection = await factory.CreateConnectionAsync(cancellationToken);
        _channel = await _connection.CreateChannelAsync(cancellationToken: cancellationToken);
        await _channel.QueueDeclareAsync(_queue, durable: false, exclusive: false, autoDelete: true, cancellationToken: cancellationToken);
        if (configuration.GetValue<bool>("Consume"))
        {
            var consumer = new AsyncEventingBasicConsumer(_channel);
            consumer.ReceivedAsync += ReceiveAsync;
            await _channel.BasicConsumeAsync(_queue, autoAck: true, consumer, cancellationToken);
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_connection is not null)
        {
            await _connection.DisposeAsync();
        }
    }

    public async Task PublishAsync(string id, CancellationToken stopping) =>
        await _channel!.BasicPublishAsync(exchange: string.Empty, _queue, body: Encoding.UTF8.GetBytes(id), cancellationToken: stopping);

    public ReceivedMessage? Find(string id) => _received.GetValueOrDefault(id);

    // RabbitMQ.Client's own span of the delivery only links to the sender's; one below the sender's is the application's to start.
    private Task ReceiveAsync(object sender, BasicDeliverEventArgs delivery)
    {
        var headers = (delivery.BasicProperties.Headers ?? new Dictionary<string, object?>())
            .ToDictionary(header => header.Key, header => Encoding.UTF8.GetString((byte[])header.Value!), StringComparer.OrdinalIgnoreCase);
        var received = ContextCarrier.Extract(headers);
        using var span = _source.StartActivity("handle message", ActivityKind.Consumer, received.Context);
        _received[Encoding.UTF8.GetString(delivery.Body.Span)] = new(headers, received.Baggage.ToDictionary());
        return Task.CompletedTask;
    }
}
