namespace DistributedTracing;

/// <summary>The OTLP transport.</summary>
public enum DeliveryProtocol
{
    /// <summary>Protobuf over HTTP/1.1, <c>http/protobuf</c>.</summary>
    HttpProtobuf,

    /// <summary>gRPC over HTTP/2, <c>grpc</c>.</summary>
    Grpc,
}
