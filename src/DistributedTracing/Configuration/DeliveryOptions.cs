namespace DistributedTracing;

/// <summary>Where finished spans are sent, by OTLP.</summary>
/// <remarks>Not thread safe; read once at start. Follows
/// <see href="https://github.com/open-telemetry/opentelemetry-specification/blob/v1.60.0/specification/protocol/exporter.md"/>.</remarks>
public sealed class DeliveryOptions
{
    /// <summary>Gets or sets whether spans are exported by OTLP.</summary>
    /// <value>
    /// The default, <see langword="null"/>, exports when an endpoint is configured, or when nothing else receives the spans (no
    /// viewer, no OTLP exporter registered by the application itself).
    /// </value>
    public bool? Enabled { get; set; }

    /// <summary>Gets or sets the address of the OpenTelemetry Collector or backend.</summary>
    /// <value>
    /// An absolute http or https address. With <see cref="DeliveryProtocol.HttpProtobuf"/> <c>/v1/traces</c> is appended unless it is
    /// there. The default is <c>http://localhost:4318</c>, or <c>http://localhost:4317</c> for gRPC.
    /// </value>
    public Uri? Endpoint
    {
        get;
        set
        {
            field = value;
            EndpointIsComplete = false;
        }
    }

    /// <summary>Gets or sets the transport.</summary>
    /// <value>The default is <see cref="DeliveryProtocol.HttpProtobuf"/>.</value>
    public DeliveryProtocol Protocol { get; set; } = DeliveryProtocol.HttpProtobuf;

    /// <summary>Gets the headers sent with every export request, such as an API key.</summary>
    /// <value>Empty by default. Values never appear in logs.</value>
    public IDictionary<string, string> Headers { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Gets or sets how long one export attempt may take.</summary>
    /// <value>100 milliseconds to 5 minutes. The default is 10 seconds.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Gets or sets whether request bodies are compressed.</summary>
    /// <value>The default is <see cref="DeliveryCompression.None"/>.</value>
    public DeliveryCompression Compression { get; set; } = DeliveryCompression.None;

    /// <summary>Gets or sets whether the endpoint is used as it stands: <c>OTEL_EXPORTER_OTLP_TRACES_ENDPOINT</c> is not a base address.</summary>
    internal bool EndpointIsComplete { get; set; }
}
