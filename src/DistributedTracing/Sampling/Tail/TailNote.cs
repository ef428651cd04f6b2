using System.Globalization;
using DistributedTracing.Hosting;
using Microsoft.Extensions.Options;

namespace DistributedTracing.Sampling.Tail;

/// <summary>Says in the startup summary which traces are kept at their end.</summary>
internal sealed class TailNote(IOptions<TracingOptions> options, ExportProcessors exports) : IStartupNote
{
    public string? Text
    {
        get
        {
            var tail = options.Value.Sampling.Tail;
            return !options.Value.Enabled || !tail.Enabled ? null
                : exports.Tail is null ? "Kept at their end: none, because nothing is exported here"
                : "Kept at their end: " + Kept(tail.Keep);
        }
    }

    private static string Kept(TailKeepOptions keep)
    {
        var kept = new List<string>();
        if (keep.Errors)
        {
            kept.Add("failed traces" + Limit(keep.MaxPerSecond));
        }

        if (keep.SlowerThan > TimeSpan.Zero)
        {
            kept.Add(string.Create(CultureInfo.InvariantCulture, $"traces slower than {keep.SlowerThan.TotalSeconds:0.###} s{Limit(keep.MaxPerSecond)}"));
        }

        kept.AddRange(keep.Rules.Select(rule => rule.Name + Limit(rule.MaxPerSecond)));
        return kept.Count == 0 ? "none" : string.Join(", ", kept);
    }

    private static string Limit(double? traces) =>
        traces is null ? string.Empty : string.Create(CultureInfo.InvariantCulture, $" (up to {traces:0.###} per second)");
}
