using System.Globalization;
using System.Text.Json;
using DistributedTracing.Viewer.Internal.Storage;

namespace DistributedTracing.Viewer.Internal.Jaeger;

/// <summary>Writes traces in the JSON of Jaeger's query API. Times are microseconds.</summary>
/// <remarks><see href="https://github.com/jaegertracing/jaeger/blob/v1.62.0/model/json/model.go"/>.</remarks>
internal static class JaegerTraceWriter
{
    private const ulong NanosecondsPerMicrosecond = 1_000;

    public static void Write(Utf8JsonWriter json, TraceSnapshot trace)
    {
        var processes = new Dictionary<string, string>(StringComparer.Ordinal);
        json.WriteStartObject();
        json.WriteString("traceID", HexIds.Format(trace.Id));
        json.WriteStartArray("spans");
        foreach (var span in trace.Spans)
        {
            WriteSpan(json, span, ProcessIdOf(span.Resource, processes));
        }

        json.WriteEndArray();
        WriteProcesses(json, trace, processes);
        WriteWarnings(json, trace.LeftOut == 0 ? [] : [Invariant($"{trace.LeftOut} spans left out")]);
        json.WriteEndObject();
    }

    private static string ProcessIdOf(SpanResource resource, Dictionary<string, string> processes)
    {
        if (!processes.TryGetValue(resource.Identity, out var id))
        {
            id = Invariant($"p{processes.Count + 1}");
            processes.Add(resource.Identity, id);
        }

        return id;
    }

    private static void WriteSpan(Utf8JsonWriter json, StoredSpan span, string processId)
    {
        json.WriteStartObject();
        json.WriteString("traceID", HexIds.Format(span.TraceId));
        json.WriteString("spanID", HexIds.Format(span.SpanId));
        json.WriteNumber("flags", 1);
        json.WriteString("operationName", span.Name);
        WriteReferences(json, span);
        json.WriteNumber("startTime", span.StartUnixNano / NanosecondsPerMicrosecond);
        json.WriteNumber("duration", span.DurationNano / NanosecondsPerMicrosecond);
        json.WriteStartArray("tags");
        WriteTags(json, JaegerTags.Of(span));
        json.WriteEndArray();
        WriteLogs(json, span.Events);
        json.WriteString("processID", processId);
        WriteWarnings(json, WarningsOf(span));
        json.WriteEndObject();
    }

    private static void WriteReferences(Utf8JsonWriter json, StoredSpan span)
    {
        json.WriteStartArray("references");
        if (span.ParentSpanId != 0)
        {
            WriteReference(json, "CHILD_OF", span.TraceId, span.ParentSpanId);
        }

        foreach (var link in span.Links)
        {
            WriteReference(json, "FOLLOWS_FROM", link.TraceId, link.SpanId);
        }

        json.WriteEndArray();
    }

    private static void WriteReference(Utf8JsonWriter json, string type, UInt128 traceId, ulong spanId)
    {
        json.WriteStartObject();
        json.WriteString("refType", type);
        json.WriteString("traceID", HexIds.Format(traceId));
        json.WriteString("spanID", HexIds.Format(spanId));
        json.WriteEndObject();
    }

    private static void WriteLogs(Utf8JsonWriter json, IReadOnlyList<SpanEvent> events)
    {
        json.WriteStartArray("logs");
        foreach (var item in events)
        {
            json.WriteStartObject();
            json.WriteNumber("timestamp", item.TimeUnixNano / NanosecondsPerMicrosecond);
            json.WriteStartArray("fields");
            WriteTags(json, item.Attributes.Prepend(new SpanAttribute(JaegerTags.Event, item.Name)));
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteProcesses(Utf8JsonWriter json, TraceSnapshot trace, Dictionary<string, string> processes)
    {
        json.WriteStartObject("processes");
        foreach (var resource in trace.Spans.Select(span => span.Resource).DistinctBy(resource => resource.Identity, StringComparer.Ordinal))
        {
            json.WriteStartObject(processes[resource.Identity]);
            json.WriteString("serviceName", resource.Service);
            json.WriteStartArray("tags");
            WriteTags(json, resource.Attributes);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteTags(Utf8JsonWriter json, IEnumerable<SpanAttribute> tags)
    {
        foreach (var (key, value) in tags)
        {
            json.WriteStartObject();
            json.WriteString("key", key);
            WriteValue(json, value);
            json.WriteEndObject();
        }
    }

    private static void WriteValue(Utf8JsonWriter json, object value)
    {
        switch (value)
        {
            case bool flag:
                json.WriteString("type", "bool");
                json.WriteBoolean("value", flag);
                break;
            case long number:
                json.WriteString("type", "int64");
                json.WriteNumber("value", number);
                break;
            case double number when double.IsFinite(number):
                json.WriteString("type", "float64");
                json.WriteNumber("value", number);
                break;
            case byte[] bytes:
                json.WriteString("type", "binary");
                json.WriteBase64String("value", bytes);
                break;
            default:
                // JSON has no NaN and no infinity.
                json.WriteString("type", value is double ? "float64" : "string");
                json.WriteString("value", Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }

    private static IEnumerable<string> WarningsOf(StoredSpan span)
    {
        if (span.EndUnixNano < span.StartUnixNano)
        {
            yield return "The span ends before it starts; its duration is shown as 0.";
        }

        if (span.DroppedItems > 0)
        {
            yield return Invariant($"The sender left out {span.DroppedItems} attributes, events or links.");
        }
    }

    private static void WriteWarnings(Utf8JsonWriter json, IEnumerable<string> warnings)
    {
        var list = warnings.ToList();
        if (list.Count == 0)
        {
            json.WriteNull("warnings");
            return;
        }

        json.WriteStartArray("warnings");
        foreach (var warning in list)
        {
            json.WriteStringValue(warning);
        }

        json.WriteEndArray();
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
