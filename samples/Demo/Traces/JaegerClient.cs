using System.Net.Http.Json;
using System.Text.Json;
using Samples.Infrastructure.Processes;

namespace Demo.Traces;

/// <summary>Reads traces from the viewer, whose interface is that of Jaeger.</summary>
internal sealed class JaegerClient(int port) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly HttpClient _http = new() { BaseAddress = new Uri($"http://127.0.0.1:{port}") };

    /// <summary>Waits for the trace of a request about an order.</summary>
    /// <returns>The trace, even when time is up and it is not what was waited for; <see langword="null"/> when there is none.</returns>
    public async Task<Trace?> WaitForAsync(Guid orderId, Func<Trace, bool> isWhole, CancellationToken cancellationToken)
    {
        var traces = await Polling.UntilAsync(
            () => FindAsync(orderId, cancellationToken), traces => traces.Any(isWhole), Patience, cancellationToken);
        return traces.FirstOrDefault(isWhole) ?? traces.FirstOrDefault();
    }

    public void Dispose() => _http.Dispose();

    private async Task<List<Trace>> FindAsync(Guid orderId, CancellationToken cancellationToken)
    {
        var answer = await _http.GetFromJsonAsync<JsonElement>(
            new Uri("/api/traces?service=OrderService&limit=1000", UriKind.Relative), cancellationToken);
        return [.. answer.GetProperty("data").EnumerateArray().Select(ReadTrace).Where(trace => IsAbout(trace, orderId))];
    }

    private static bool IsAbout(Trace trace, Guid orderId) =>
        trace.Spans.Any(span => span.Tags.GetValueOrDefault("order.id") == orderId.ToString());

    private static Trace ReadTrace(JsonElement trace)
    {
        var services = trace.GetProperty("processes").EnumerateObject()
            .ToDictionary(process => process.Name, process => process.Value.GetProperty("serviceName").GetString()!);
        return new Trace(
            trace.GetProperty("traceID").GetString()!,
            [.. trace.GetProperty("spans").EnumerateArray().Select(span => ReadSpan(span, services))]);
    }

    private static TraceSpan ReadSpan(JsonElement span, Dictionary<string, string> services) => new(
        span.GetProperty("spanID").GetString()!,
        ReadParent(span),
        services[span.GetProperty("processID").GetString()!],
        span.GetProperty("operationName").GetString()!,
        DateTime.UnixEpoch + TimeSpan.FromMicroseconds(span.GetProperty("startTime").GetInt64()),
        TimeSpan.FromMicroseconds(span.GetProperty("duration").GetInt64()),
        ReadTags(span.GetProperty("tags")));

    private static string? ReadParent(JsonElement span) => span.GetProperty("references").EnumerateArray()
        .Where(reference => reference.GetProperty("refType").GetString() == "CHILD_OF")
        .Select(reference => reference.GetProperty("spanID").GetString())
        .FirstOrDefault();

    private static Dictionary<string, string> ReadTags(JsonElement tags)
    {
        var result = new Dictionary<string, string>();
        foreach (var tag in tags.EnumerateArray())
        {
            var value = tag.GetProperty("value");
            result[tag.GetProperty("key").GetString()!] = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
        }

        return result;
    }
}
