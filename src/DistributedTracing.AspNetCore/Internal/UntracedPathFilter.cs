using DistributedTracing.Sampling;
using Microsoft.AspNetCore.Http;
using OpenTelemetry.Trace;

namespace DistributedTracing.AspNetCore.Internal;

/// <summary>Leaves out the packages' own pages. A page that shows traces and is traced would have news to show for ever.</summary>
internal sealed class UntracedPathFilter(IEnumerable<UntracedPath> untraced) : IHeadDecision
{
    private readonly PathString[] _paths = [.. untraced.Where(path => path.Prefix is not null).Select(path => new PathString(path.Prefix))];

    public HeadPrecedence Precedence => HeadPrecedence.OwnPages;

    public string Words => "being a page of tracing itself";

    public HeadVerdict Decide(in SamplingParameters parameters) =>
        _paths.Length > 0 && RequestAtHand.Of(parameters) is { } context && Holds(context.Request.Path) ? HeadVerdict.Drop : HeadVerdict.None;

    private bool Holds(PathString path)
    {
        foreach (var prefix in _paths)
        {
            if (path.StartsWithSegments(prefix))
            {
                return true;
            }
        }

        return false;
    }
}
