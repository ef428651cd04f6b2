using OpenTelemetry.Exporter;

namespace DistributedTracing.Delivery;

/// <summary>Makes destinations that are reached by OTLP, on OpenTelemetry's exporter.</summary>
internal static class OtlpDestination
{
    private const string TracesPath = "/v1/traces";
    private static readonly Uri DefaultHttp = new("http://localhost:4318");
    private static readonly Uri DefaultGrpc = new("http://localhost:4317");

    /// <summary>Makes a destination.</summary>
    /// <param name="options">Where it is, and how it is reached.</param>
    /// <param name="wrap">Puts a handler of the caller's around the one that speaks HTTP.</param>
    public static SpanDestination Create(DeliveryOptions options, Func<HttpMessageHandler, HttpMessageHandler>? wrap = null)
    {
        var endpoint = EndpointOf(options);
        var outcome = new TransportOutcome();
        var exporterOptions = new OtlpExporterOptions
        {
            // Set one by one: what is left alone, OpenTelemetry reads from the environment again, and throws on a wrong value.
            Protocol = options.Protocol == DeliveryProtocol.Grpc ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf,
            Endpoint = endpoint,
            Headers = string.Empty,
            TimeoutMilliseconds = (int)options.Timeout.TotalMilliseconds,
            Compression = options.Compression == DeliveryCompression.Gzip ? OtlpExportCompression.GZip : OtlpExportCompression.None,
            HttpClientFactory = () => CreateClient(options, outcome, wrap),
        };
        return new SpanDestination(Show(endpoint), new OtlpTraceExporter(exporterOptions), outcome);
    }

    /// <summary>Gets the address requests go to.</summary>
    public static Uri EndpointOf(DeliveryOptions options)
    {
        if (options.Protocol == DeliveryProtocol.Grpc)
        {
            return options.Endpoint ?? DefaultGrpc;
        }

        var endpoint = options.Endpoint ?? DefaultHttp;
        if (options.EndpointIsComplete || endpoint.AbsolutePath.TrimEnd('/').EndsWith(TracesPath, StringComparison.Ordinal))
        {
            return endpoint;
        }

        return new UriBuilder(endpoint) { Path = endpoint.AbsolutePath.TrimEnd('/') + TracesPath }.Uri;
    }

    /// <summary>Writes an address for people, without the credentials or keys it may hold.</summary>
    public static string Show(Uri endpoint) => endpoint.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);

    private static HttpClient CreateClient(DeliveryOptions options, TransportOutcome outcome, Func<HttpMessageHandler, HttpMessageHandler>? wrap)
    {
        // No propagator: export requests carry no trace context, and are no spans even where suppression does not reach.
        var handler = new SocketsHttpHandler
        {
            ActivityHeadersPropagator = null,
            ConnectTimeout = options.Timeout,

            // A proxy does not reach what listens on this machine's loopback, and must not see what is sent there.
            UseProxy = !EndpointOf(options).IsLoopback,
        };
        var client = new HttpClient(new OutcomeHandler(outcome, TimeProvider.System, wrap?.Invoke(handler) ?? handler)) { Timeout = options.Timeout };
        foreach (var (name, value) in options.Headers)
        {
            // Set here, because the exporter decodes its list before it splits it at commas.
            client.DefaultRequestHeaders.TryAddWithoutValidation(name, value);
        }

        return client;
    }
}
