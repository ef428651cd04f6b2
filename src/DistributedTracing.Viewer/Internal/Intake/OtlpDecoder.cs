using System.Text.Json;
using DistributedTracing.Viewer.Protos;
using Google.Protobuf;

namespace DistributedTracing.Viewer.Internal.Intake;

/// <summary>Reads the body of an export request.</summary>
internal static class OtlpDecoder
{
    /// <exception cref="OtlpFormatException">The body is not an export request. Nothing else is thrown, whatever the body is.</exception>
    public static ExportTraceServiceRequest Decode(ReadOnlyMemory<byte> body, OtlpEncoding encoding)
    {
        try
        {
            if (MessageCount.IsAboveMax(body.Span, encoding))
            {
                throw new OtlpFormatException($"The body holds more than {MessageCount.Max} messages.");
            }

            return encoding == OtlpEncoding.Json
                ? OtlpJsonReader.Read(body)
                : ExportTraceServiceRequest.Parser.ParseFrom(body.Span);
        }
        catch (InvalidProtocolBufferException exception)
        {
            throw new OtlpFormatException("The body is not an ExportTraceServiceRequest in protobuf: " + exception.Message, exception);
        }
        catch (JsonException exception)
        {
            throw new OtlpFormatException("The body is not JSON: " + exception.Message, exception);
        }
    }
}
