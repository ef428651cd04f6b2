using DistributedTracing.Propagation;
using Microsoft.Extensions.Options;

namespace DistributedTracing.Hosting;

/// <summary>What tracing does in this process, in plain words, for the log at start. Holds no secrets.</summary>
internal sealed class StartupSummary(
    IOptions<TracingOptions> options, ServiceIdentity identity, ExportDecision export, SamplingWords sampling, IEnumerable<IStartupNote> notes)
{
    public string Text => string.Join(System.Environment.NewLine, Lines());

    private IEnumerable<string> Lines()
    {
        var version = identity.Version is null ? string.Empty : " " + identity.Version;
        var environment = identity.Environment is null ? string.Empty : $" ({identity.Environment})";
        yield return $"Tracing {identity.Name}{version}{environment}.";
        foreach (var line in sampling.Lines())
        {
            yield return "  " + line;
        }

        yield return $"  Context: reads {List(options.Value.Propagation.Extract)}; writes {List(options.Value.Propagation.Inject)}";
        yield return "  Context goes to: " + Callees(options.Value.Propagation.Outgoing);
        yield return $"  Export: {export.Reason}";
        foreach (var note in notes)
        {
            if (note.Text is { } text)
            {
                yield return "  " + text;
            }
        }
    }

    private static string Callees(OutgoingOptions outgoing)
    {
        var hosts = outgoing.Hosts.Contains(HostPattern.Everyone)
            ? "every host"
            : List(outgoing.Hosts.Select(host => host.Equals(HostPattern.Internal, StringComparison.OrdinalIgnoreCase) ? "internal hosts" : host));
        return outgoing.BaggageKeys.Contains("*") ? hosts : $"{hosts}; of the baggage {List(outgoing.BaggageKeys)}";
    }

    private static string List(IEnumerable<string> names)
    {
        var list = string.Join(", ", names);
        return list.Length == 0 ? "none" : list;
    }
}
