using System.Diagnostics;
using DistributedTracing.Sampling;
using Microsoft.Extensions.Options;
using OpenTelemetry.Trace;

namespace DistributedTracing.AspNetCore.Internal;

/// <summary>Leaves out health probes and the like. The request is visible while its span is sampled, so nothing is started in vain.</summary>
internal sealed class IgnoredPathFilter(IOptions<AspNetCoreTracingOptions> options) : ISamplingFilter
{
    private readonly string[] _exact = [.. options.Value.IgnoredPaths.Where(path => !path.EndsWith('*'))];
    private readonly string[] _prefixes = [.. options.Value.IgnoredPaths.Where(path => path.EndsWith('*')).Select(path => path[..^1])];

    public bool Drops(in SamplingParameters parameters)
    {
        if (parameters.Kind != ActivityKind.Server || parameters.Name != HttpServerSpans.OperationName || RequestAtHand.Context is not { } context)
        {
            return false;
        }

        var path = context.Request.Path.Value.AsSpan();
        foreach (var exact in _exact)
        {
            if (path.Equals(exact, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        foreach (var prefix in _prefixes)
        {
            if (path.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
