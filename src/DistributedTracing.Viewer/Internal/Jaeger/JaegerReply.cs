using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace DistributedTracing.Viewer.Internal.Jaeger;

/// <summary>The envelope that every answer of Jaeger's query API has.</summary>
internal static class JaegerReply
{
    /// <summary>Answers with a list.</summary>
    public static Task SendAsync<T>(HttpContext context, IReadOnlyList<T> data, Action<Utf8JsonWriter, T> writeItem) =>
        JsonReply.SendAsync(context, StatusCodes.Status200OK, json =>
        {
            json.WriteStartArray("data");
            foreach (var item in data)
            {
                writeItem(json, item);
            }

            json.WriteEndArray();
            WriteCounts(json, data.Count);
            json.WriteNull("errors");
        });

    public static Task FailAsync(HttpContext context, int statusCode, string message) =>
        JsonReply.SendAsync(context, statusCode, json =>
        {
            json.WriteNull("data");
            WriteCounts(json, 0);
            json.WriteStartArray("errors");
            json.WriteStartObject();
            json.WriteNumber("code", statusCode);
            json.WriteString("msg", message);
            json.WriteEndObject();
            json.WriteEndArray();
        });

    private static void WriteCounts(Utf8JsonWriter json, int total)
    {
        json.WriteNumber("total", total);
        json.WriteNumber("limit", 0);
        json.WriteNumber("offset", 0);
    }
}
