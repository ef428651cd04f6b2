using DistributedTracing.Sampling;
using Microsoft.Extensions.Options;
using OpenTelemetry.Trace;

namespace DistributedTracing.AspNetCore.Internal;

/// <summary>Leaves out health probes and the like. The request is visible while its span is sampled, so nothing is started in vain.</summary>
internal sealed class IgnoredPathFilter(IOptions<AspNetCoreTracingOptions> options) : IHeadDecision
{
    private readonly PathPattern[] _paths = [.. options.Value.IgnoredPaths.Select(path => new PathPattern(path))];

    public HeadPrecedence Precedence => HeadPrecedence.IgnoredPath;

    public string Words => "Tracing:AspNetCore:IgnoredPaths";

    public HeadVerdict Decide(in SamplingParameters parameters) =>
        RequestAtHand.Of(parameters) is { } context && Ignores(context.Request.Path.Value) ? HeadVerdict.Drop : HeadVerdict.None;

    private bool Ignores(string? path)
    {
        foreach (var pattern in _paths)
        {
            if (pattern.Matches(path))
            {
                return true;
            }
        }

        return false;
    }
}
