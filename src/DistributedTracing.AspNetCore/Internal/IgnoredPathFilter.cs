using System.Diagnostics;
using DistributedTracing.Sampling;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using OpenTelemetry.Trace;

namespace DistributedTracing.AspNetCore.Internal;

/// <summary>Leaves out health probes and the like. The request is visible while its span is sampled, so nothing is started in vain.</summary>
internal sealed class IgnoredPathFilter(IOptions<AspNetCoreTracingOptions> options, IEnumerable<UntracedPath> untraced) : IHeadDecision
{
    private readonly string[] _exact = [.. options.Value.IgnoredPaths.Where(path => !path.EndsWith('*'))];
    private readonly string[] _prefixes = [.. options.Value.IgnoredPaths.Where(path => path.EndsWith('*')).Select(path => path[..^1])];
    private readonly PathString[] _untraced = [.. untraced.Where(path => path.Prefix is not null).Select(path => new PathString(path.Prefix))];

    public string Words => "Tracing:AspNetCore:IgnoredPaths";

    public HeadVerdict Decide(in SamplingParameters parameters) =>
        parameters.Kind == ActivityKind.Server
        && parameters.Name == HttpServerSpans.OperationName
        && RequestAtHand.Context is { } context
        && Ignores(context.Request.Path)
            ? HeadVerdict.Drop
            : HeadVerdict.None;

    private bool Ignores(PathString path)
    {
        foreach (var exact in _exact)
        {
            if (string.Equals(path.Value, exact, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        foreach (var prefix in _prefixes)
        {
            if (path.Value?.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) == true)
            {
                return true;
            }
        }

        foreach (var prefix in _untraced)
        {
            if (path.StartsWithSegments(prefix))
            {
                return true;
            }
        }

        return false;
    }
}
