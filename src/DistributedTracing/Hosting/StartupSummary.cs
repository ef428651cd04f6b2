using System.Globalization;
using Microsoft.Extensions.Options;

namespace DistributedTracing.Hosting;

/// <summary>What tracing does in this process, in plain words, for the log at start. Holds no secrets.</summary>
internal sealed class StartupSummary(
    IOptions<TracingOptions> options, ServiceIdentity identity, ExportDecision export, IEnumerable<IStartupNote> notes)
{
    public string Text => string.Join(System.Environment.NewLine, Lines());

    private IEnumerable<string> Lines()
    {
        var version = identity.Version is null ? string.Empty : " " + identity.Version;
        var environment = identity.Environment is null ? string.Empty : $" ({identity.Environment})";
        yield return $"Tracing {identity.Name}{version}{environment}.";
        yield return "  Sampling: " + Sampling(options.Value.Sampling.Ratio);
        yield return $"  Context: reads {List(options.Value.Propagation.Extract)}; writes {List(options.Value.Propagation.Inject)}";
        yield return $"  Export: {export.Reason}";
        foreach (var note in notes)
        {
            if (note.Text is { } text)
            {
                yield return "  " + text;
            }
        }
    }

    private static string Sampling(double ratio) => ratio switch
    {
        >= 1 => "every new trace; callers' decisions are followed",
        <= 0 => "no new traces; callers' decisions are followed",
        _ => string.Create(CultureInfo.InvariantCulture, $"{ratio * 100:0.####} % of new traces; callers' decisions are followed"),
    };

    private static string List(IEnumerable<string> names)
    {
        var list = string.Join(", ", names);
        return list.Length == 0 ? "none" : list;
    }
}
