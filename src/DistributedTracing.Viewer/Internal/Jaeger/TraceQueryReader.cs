using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace DistributedTracing.Viewer.Internal.Jaeger;

/// <summary>Reads a search from a query string, as the Jaeger UI sends it.</summary>
internal sealed class TraceQueryReader(TimeProvider time)
{
    private const int MaxLimit = 10_000;
    private const ulong NanosecondsPerMicrosecond = 1_000;

    /// <exception cref="FormatException">A parameter is malformed; the message is for the caller.</exception>
    public TraceQuery Read(IQueryCollection query)
    {
        var latest = Microseconds(query, "end");
        var earliest = Microseconds(query, "start");
        if (earliest is null && Duration(query, "lookback") is { } lookback)
        {
            var end = latest ?? (ulong)(time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100;
            earliest = end > lookback ? end - lookback : 0;
        }

        return new TraceQuery
        {
            Service = Text(query, "service"),
            Operation = Text(query, "operation"),
            Tags = Tags(query),
            EarliestStart = earliest ?? 0,
            LatestStart = latest ?? ulong.MaxValue,
            MinDuration = Duration(query, "minDuration") ?? 0,
            MaxDuration = Duration(query, "maxDuration") ?? ulong.MaxValue,
            Limit = Limit(query),
            TraceIds = [.. query["traceID"].Select(TraceId)],
        };
    }

    private static string? Text(IQueryCollection query, string name) => query[name].ToString() is { Length: > 0 } text ? text : null;

    private static ulong? Microseconds(IQueryCollection query, string name)
    {
        if (Text(query, name) is not { } text)
        {
            return null;
        }

        return ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            && value <= ulong.MaxValue / NanosecondsPerMicrosecond
            ? value * NanosecondsPerMicrosecond
            : throw new FormatException($"{name} must be microseconds since 1970");
    }

    private static ulong? Duration(IQueryCollection query, string name) =>
        Text(query, name) is not { } text ? null
        : GoDuration.TryParse(text, out var value) ? value
        : throw new FormatException($"{name} must be a duration such as 1.2s or 100ms");

    private static int Limit(IQueryCollection query) =>
        Text(query, "limit") is not { } text ? new TraceQuery().Limit
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0 ? Math.Min(value, MaxLimit)
        : throw new FormatException("limit must be a whole number above 0");

    private static UInt128 TraceId(string? text) =>
        HexIds.TryParseTraceId(text, out var id) ? id : throw new FormatException("traceID must be up to 32 hexadecimal digits");

    // tags={"http.request.method":"GET"} and tag=http.request.method:GET
    private static List<KeyValuePair<string, string>> Tags(IQueryCollection query)
    {
        var tags = new List<KeyValuePair<string, string>>();
        foreach (var pair in query["tag"])
        {
            var separator = pair?.IndexOf(':', StringComparison.Ordinal) ?? -1;
            tags.Add(separator > 0
                ? new KeyValuePair<string, string>(pair![..separator], pair[(separator + 1)..])
                : throw new FormatException("tag must look like key:value"));
        }

        foreach (var json in query["tags"])
        {
            tags.AddRange(TagsOfJson(json ?? string.Empty));
        }

        return tags;
    }

    private static IEnumerable<KeyValuePair<string, string>> TagsOfJson(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return [.. document.RootElement.EnumerateObject().Select(tag => KeyValuePair.Create(
                tag.Name, tag.Value.ValueKind == JsonValueKind.String ? tag.Value.GetString()! : tag.Value.GetRawText()))];
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new FormatException("tags must be a JSON object of strings", exception);
        }
    }
}
