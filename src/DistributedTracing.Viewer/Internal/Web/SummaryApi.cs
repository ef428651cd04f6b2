using System.Globalization;
using System.Text.Json;
using DistributedTracing.Viewer.Internal.Jaeger;
using DistributedTracing.Viewer.Internal.Storage;
using Microsoft.AspNetCore.Http;

namespace DistributedTracing.Viewer.Internal.Web;

/// <summary>What the page's list needs beyond Jaeger's API: one row for each trace instead of all its spans. Thread safe.</summary>
internal sealed class SummaryApi(TraceStore store, string service)
{
    private readonly string _instance = Guid.NewGuid().ToString("N");

    public Task HandleAsync(HttpContext context, string[] path) => path switch
    {
        [] => JsonReply.SendAsync(context, StatusCodes.Status200OK, json => HolderIdentity.Write(json, service)),
        ["traces"] => ListAsync(context),
        _ => JaegerReply.FailAsync(context, StatusCodes.Status404NotFound, "unknown path"),
    };

    private Task ListAsync(HttpContext context)
    {
        // Before the traces are read: what arrives in between is then shown by the next request.
        var tag = string.Create(CultureInfo.InvariantCulture, $"\"{_instance}-{store.Version}\"");
        context.Response.Headers.ETag = tag;
        if (context.Request.Headers.IfNoneMatch == tag)
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        try
        {
            var filter = SummaryFilter.Read(context.Request.Query);
            var all = store.All();
            var found = all.Where(filter.Matches).OrderByDescending(trace => trace.Summary.StartUnixNano).ToList();
            return JsonReply.SendAsync(context, StatusCodes.Status200OK, json => Write(json, all, found, filter));
        }
        catch (FormatException exception)
        {
            return JaegerReply.FailAsync(context, StatusCodes.Status400BadRequest, exception.Message);
        }
    }

    private void Write(Utf8JsonWriter json, IReadOnlyList<TraceSnapshot> all, List<TraceSnapshot> found, SummaryFilter filter)
    {
        json.WriteString("holder", service);
        json.WriteNumber("stored", all.Count);
        json.WriteNumber("found", found.Count);
        WriteNames(json, "services", all.SelectMany(trace => trace.Summary.Services).Select(pair => pair.Key));
        WriteNames(json, "operations", all.SelectMany(trace => trace.Spans).Where(filter.IsOfService).Select(span => span.Name));
        json.WriteStartArray("traces");
        foreach (var trace in found.Take(filter.Limit))
        {
            WriteTrace(json, trace);
        }

        json.WriteEndArray();
    }

    private static void WriteNames(Utf8JsonWriter json, string field, IEnumerable<string> names)
    {
        json.WriteStartArray(field);
        foreach (var name in names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            json.WriteStringValue(name);
        }

        json.WriteEndArray();
    }

    // Requests without a route all have the same name.
    private static void WriteDetail(Utf8JsonWriter json, StoredSpan root)
    {
        var path = Find(root, "url.path") ?? Find(root, "url.full");
        var status = Find(root, "http.response.status_code");
        if (path is not null || status is not null)
        {
            json.WriteString("detail", string.Join(' ', new[] { status, path }.Where(part => part is not null)));
        }
    }

    private static string? Find(StoredSpan span, string key)
    {
        foreach (var attribute in span.Attributes)
        {
            if (attribute.Key == key)
            {
                return Convert.ToString(attribute.Value, CultureInfo.InvariantCulture);
            }
        }

        return null;
    }

    private static void WriteTrace(Utf8JsonWriter json, TraceSnapshot trace)
    {
        var summary = trace.Summary;
        json.WriteStartObject();
        json.WriteString("traceID", HexIds.Format(trace.Id));
        json.WriteString("name", summary.Root.Name);
        json.WriteString("service", summary.Root.Resource.Service);
        WriteDetail(json, summary.Root);
        json.WriteBoolean("rootMissing", summary.IsRootMissing);
        json.WriteNumber("startTime", summary.StartUnixNano / 1_000);
        json.WriteNumber("duration", (summary.EndUnixNano - summary.StartUnixNano) / 1_000);
        json.WriteNumber("spans", trace.Spans.Count);
        json.WriteNumber("leftOut", trace.LeftOut);
        json.WriteNumber("errors", summary.Errors);
        json.WriteStartArray("services");
        foreach (var (name, spans) in summary.Services)
        {
            json.WriteStartObject();
            json.WriteString("name", name);
            json.WriteNumber("spans", spans);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
