using DistributedTracing.Viewer.Internal.Storage;
using Microsoft.AspNetCore.Http;

namespace DistributedTracing.Viewer.Internal.Jaeger;

/// <summary>The part of Jaeger's query API that its web page uses, over the store. Thread safe.</summary>
/// <remarks><see href="https://www.jaegertracing.io/docs/1.62/apis/#http-json"/>. More lenient in one point: a search needs no service.</remarks>
internal sealed class JaegerApi(TraceStore store, TimeProvider time)
{
    private readonly TraceQueryReader _queries = new(time);

    /// <summary>Answers a request.</summary>
    /// <param name="context">The request.</param>
    /// <param name="path">The segments after <c>/api</c>.</param>
    public Task HandleAsync(HttpContext context, string[] path) => path switch
    {
        ["services"] => ServicesAsync(context),
        ["services", var service, "operations"] => OperationNamesAsync(context, service),
        ["operations"] => OperationsAsync(context),
        ["traces"] => SearchAsync(context),
        ["traces", var id] => TraceAsync(context, id),
        _ => JaegerReply.FailAsync(context, StatusCodes.Status404NotFound, "unknown path"),
    };

    private Task ServicesAsync(HttpContext context)
    {
        var services = store.All().SelectMany(trace => trace.Summary.Services).Select(service => service.Key);
        return SendNamesAsync(context, services);
    }

    private Task OperationNamesAsync(HttpContext context, string service) =>
        SendNamesAsync(context, SpansOf(service).Select(span => span.Name));

    private Task OperationsAsync(HttpContext context)
    {
        var query = context.Request.Query;
        if (query["service"].ToString() is not { Length: > 0 } service)
        {
            return JaegerReply.FailAsync(context, StatusCodes.Status400BadRequest, "parameter 'service' is required");
        }

        var wantedKind = query["spanKind"].ToString();
        var operations = SpansOf(service)
            .Select(span => (span.Name, Kind: JaegerTags.KindOf(span) ?? string.Empty))
            .Where(operation => wantedKind.Length == 0 || operation.Kind == wantedKind)
            .Distinct()
            .OrderBy(operation => operation.Name, StringComparer.Ordinal)
            .ToList();
        return JaegerReply.SendAsync(context, operations, (json, operation) =>
        {
            json.WriteStartObject();
            json.WriteString("name", operation.Name);
            json.WriteString("spanKind", operation.Kind);
            json.WriteEndObject();
        });
    }

    private Task SearchAsync(HttpContext context)
    {
        try
        {
            return JaegerReply.SendAsync(context, [.. _queries.Read(context.Request.Query).Run(store)], JaegerTraceWriter.Write);
        }
        catch (FormatException exception)
        {
            return JaegerReply.FailAsync(context, StatusCodes.Status400BadRequest, exception.Message);
        }
    }

    private Task TraceAsync(HttpContext context, string text)
    {
        if (!HexIds.TryParseTraceId(text, out var id))
        {
            return JaegerReply.FailAsync(context, StatusCodes.Status400BadRequest, "a trace id has up to 32 hexadecimal digits");
        }

        return store.Find(id) is { } trace
            ? JaegerReply.SendAsync(context, [trace], JaegerTraceWriter.Write)
            : JaegerReply.FailAsync(context, StatusCodes.Status404NotFound, "trace not found");
    }

    private IEnumerable<StoredSpan> SpansOf(string service) =>
        store.All().SelectMany(trace => trace.Spans).Where(span => span.Resource.Service == service);

    private static Task SendNamesAsync(HttpContext context, IEnumerable<string> names) =>
        JaegerReply.SendAsync(
            context, [.. names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)], (json, name) => json.WriteStringValue(name));
}
