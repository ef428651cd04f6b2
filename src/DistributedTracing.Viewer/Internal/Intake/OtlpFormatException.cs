namespace DistributedTracing.Viewer.Internal.Intake;

/// <summary>A request body is not OTLP. The message is for the sender.</summary>
internal sealed class OtlpFormatException(string message, Exception? inner = null) : Exception(message, inner);
