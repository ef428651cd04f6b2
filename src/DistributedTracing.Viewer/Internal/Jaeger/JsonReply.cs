using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace DistributedTracing.Viewer.Internal.Jaeger;

/// <summary>Answers with a JSON object.</summary>
internal static class JsonReply
{
    public static async Task SendAsync(HttpContext context, int statusCode, Action<Utf8JsonWriter> writeFields)
    {
        context.Response.StatusCode = statusCode;
        context.Response.ContentType = "application/json";
        context.Response.Headers.CacheControl = "no-cache";
        var json = new Utf8JsonWriter(context.Response.BodyWriter);
        await using (json.ConfigureAwait(false))
        {
            json.WriteStartObject();
            writeFields(json);
            json.WriteEndObject();
        }

        await context.Response.BodyWriter.FlushAsync(context.RequestAborted).ConfigureAwait(false);
    }
}
