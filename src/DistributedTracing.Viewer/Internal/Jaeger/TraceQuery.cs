using System.Globalization;
using DistributedTracing.Viewer.Internal.Storage;

namespace DistributedTracing.Viewer.Internal.Jaeger;

/// <summary>What a search asks for. A trace is found when one of its spans meets every condition. Times are nanoseconds.</summary>
internal sealed record TraceQuery
{
    public string? Service { get; init; }

    public string? Operation { get; init; }

    public IReadOnlyList<KeyValuePair<string, string>> Tags { get; init; } = [];

    public ulong EarliestStart { get; init; }

    public ulong LatestStart { get; init; } = ulong.MaxValue;

    public ulong MinDuration { get; init; }

    public ulong MaxDuration { get; init; } = ulong.MaxValue;

    public int Limit { get; init; } = 100;

    /// <summary>Gets the ids of the only traces wanted; empty for a search.</summary>
    public IReadOnlyList<UInt128> TraceIds { get; init; } = [];

    /// <summary>Finds traces, the latest first.</summary>
    public IEnumerable<TraceSnapshot> Run(TraceStore store) => TraceIds.Count > 0
        ? TraceIds.Distinct().Select(store.Find).OfType<TraceSnapshot>()
        : store.All().Where(trace => trace.Spans.Any(Matches)).OrderByDescending(trace => trace.Summary.StartUnixNano).Take(Limit);

    private bool Matches(StoredSpan span) =>
        (Service is null || span.Resource.Service == Service)
        && (Operation is null || span.Name == Operation)
        && span.StartUnixNano >= EarliestStart && span.StartUnixNano <= LatestStart
        && span.DurationNano >= MinDuration && span.DurationNano <= MaxDuration
        && Tags.All(tag => HasTag(span, tag));

    private static bool HasTag(StoredSpan span, KeyValuePair<string, string> wanted) =>
        JaegerTags.Of(span)
            .Concat(span.Resource.Attributes)
            .Concat(span.Events.SelectMany(item => item.Attributes.Prepend(new SpanAttribute(JaegerTags.Event, item.Name))))
            .Any(tag => tag.Key == wanted.Key && TextOf(tag.Value) == wanted.Value);

    private static string? TextOf(object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        byte[] bytes => Convert.ToBase64String(bytes),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };
}
