using System.Globalization;
using DistributedTracing.Viewer.Internal.Jaeger;
using DistributedTracing.Viewer.Internal.Storage;
using Microsoft.AspNetCore.Http;

namespace DistributedTracing.Viewer.Internal.Web;

/// <summary>Which traces the page's list shows.</summary>
internal sealed record SummaryFilter(string Service, string Operation, string Text, ulong MinDuration, bool ErrorsOnly, int Limit)
{
    private const int MaxLimit = 1_000;

    /// <exception cref="FormatException">A parameter is malformed; the message is for the caller.</exception>
    public static SummaryFilter Read(IQueryCollection query)
    {
        var minDuration = query["minDuration"].ToString();
        return new SummaryFilter(
            query["service"].ToString(),
            query["operation"].ToString(),
            query["text"].ToString().Trim(),
            minDuration.Length == 0 ? 0
                : GoDuration.TryParse(minDuration, out var duration) ? duration
                : throw new FormatException("minDuration must be a duration such as 1.2s or 100ms"),
            query["errors"] == "true",
            int.TryParse(query["limit"], NumberStyles.None, CultureInfo.InvariantCulture, out var limit) ? Math.Min(limit, MaxLimit) : 200);
    }

    public bool Matches(TraceSnapshot trace) =>
        (!ErrorsOnly || trace.Summary.Errors > 0)
        && trace.Summary.EndUnixNano - trace.Summary.StartUnixNano >= MinDuration
        && ((Service.Length == 0 && Operation.Length == 0) || trace.Spans.Any(IsOfOperation))
        && (Text.Length == 0 || HexIds.Format(trace.Id).StartsWith(Text, StringComparison.OrdinalIgnoreCase) || trace.Spans.Any(HasText));

    public bool IsOfService(StoredSpan span) => Service.Length == 0 || span.Resource.Service == Service;

    private bool IsOfOperation(StoredSpan span) => IsOfService(span) && (Operation.Length == 0 || span.Name == Operation);

    private bool HasText(StoredSpan span) =>
        Contains(span.Name) || Contains(span.StatusMessage) || span.Attributes.Any(attribute => Contains(attribute.Value));

    private bool Contains(object value) =>
        value is not byte[] && Convert.ToString(value, CultureInfo.InvariantCulture)!.Contains(Text, StringComparison.OrdinalIgnoreCase);
}
