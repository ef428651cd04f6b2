using System.Text.Json;
using DistributedTracing.Viewer.Protos;
using Google.Protobuf;
using Microsoft.AspNetCore.Http;
using RpcStatus = DistributedTracing.Viewer.Protos.Rpc.Status;

namespace DistributedTracing.Viewer.Internal.Intake;

/// <summary>The answers of OTLP/HTTP, in the encoding of the request.</summary>
/// <remarks><see href="https://github.com/open-telemetry/opentelemetry-proto/blob/v1.9.0/docs/specification.md#otlphttp-response"/>.</remarks>
internal static class OtlpReply
{
    public static Task AcceptedAsync(HttpContext context, OtlpEncoding encoding, int rejected)
    {
        var response = new ExportTraceServiceResponse();
        if (rejected > 0)
        {
            response.PartialSuccess = new ExportTracePartialSuccess
            {
                RejectedSpans = rejected,
                ErrorMessage = "A trace id has 16 bytes, the id of a span and of its parent 8; neither is all zero.",
            };
        }

        return encoding == OtlpEncoding.Protobuf
            ? SendAsync(context, encoding, response.ToByteArray())
            : SendAsync(context, encoding, ToJson(response));
    }

    public static Task FailedAsync(HttpContext context, OtlpEncoding encoding, int statusCode, string message)
    {
        context.Response.StatusCode = statusCode;
        var status = new RpcStatus { Code = (int)RpcCodeOf(statusCode), Message = message };
        return SendAsync(context, encoding, encoding == OtlpEncoding.Protobuf ? status.ToByteArray() : ToJson(status));
    }

    private static byte[] ToJson(ExportTraceServiceResponse response) => ToJson(writer =>
    {
        if (response.PartialSuccess is { } partial)
        {
            writer.WriteStartObject("partialSuccess");
            writer.WriteString("rejectedSpans", partial.RejectedSpans.ToString(System.Globalization.CultureInfo.InvariantCulture));
            writer.WriteString("errorMessage", partial.ErrorMessage);
            writer.WriteEndObject();
        }
    });

    private static byte[] ToJson(RpcStatus status) => ToJson(writer =>
    {
        writer.WriteNumber("code", status.Code);
        writer.WriteString("message", status.Message);
    });

    private static byte[] ToJson(Action<Utf8JsonWriter> writeFields)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writeFields(writer);
            writer.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static async Task SendAsync(HttpContext context, OtlpEncoding encoding, byte[] body)
    {
        context.Response.ContentType = encoding == OtlpEncoding.Protobuf ? OtlpContentType.Protobuf : OtlpContentType.Json;
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted).ConfigureAwait(false);
    }

    private static RpcCode RpcCodeOf(int statusCode) => statusCode switch
    {
        StatusCodes.Status413PayloadTooLarge => RpcCode.ResourceExhausted,
        StatusCodes.Status403Forbidden => RpcCode.PermissionDenied,
        StatusCodes.Status408RequestTimeout or StatusCodes.Status503ServiceUnavailable => RpcCode.Unavailable,
        StatusCodes.Status405MethodNotAllowed or StatusCodes.Status415UnsupportedMediaType => RpcCode.Unimplemented,
        _ => RpcCode.InvalidArgument,
    };

    // https://github.com/googleapis/googleapis/blob/master/google/rpc/code.proto
    private enum RpcCode
    {
        InvalidArgument = 3,
        PermissionDenied = 7,
        ResourceExhausted = 8,
        Unimplemented = 12,
        Unavailable = 14,
    }
}
