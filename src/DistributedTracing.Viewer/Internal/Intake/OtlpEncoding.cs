namespace DistributedTracing.Viewer.Internal.Intake;

/// <summary>How the body of an OTLP/HTTP request, and so of its answer, is written.</summary>
internal enum OtlpEncoding
{
    Protobuf,
    Json,
}
