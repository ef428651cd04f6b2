using Microsoft.Net.Http.Headers;

namespace DistributedTracing.Viewer.Internal.Intake;

/// <summary>The content types of OTLP/HTTP.</summary>
internal static class OtlpContentType
{
    public const string Protobuf = "application/x-protobuf";
    public const string Json = "application/json";

    public static OtlpEncoding? Of(string? contentType) =>
        !MediaTypeHeaderValue.TryParse(contentType, out var type) ? null
        : type.MediaType.Equals(Protobuf, StringComparison.OrdinalIgnoreCase) ? OtlpEncoding.Protobuf
        : type.MediaType.Equals("application/protobuf", StringComparison.OrdinalIgnoreCase) ? OtlpEncoding.Protobuf
        : type.MediaType.Equals(Json, StringComparison.OrdinalIgnoreCase) ? OtlpEncoding.Json
        : null;
}
