using System.Diagnostics;
using DistributedTracing.Sampling;
using DistributedTracing.Viewer.Internal.Web;
using Microsoft.AspNetCore.Http;
using OpenTelemetry.Trace;

namespace DistributedTracing.Viewer.Internal.Hosting;

/// <summary>Leaves out the viewer's own requests in the application; the page asks every two seconds.</summary>
internal sealed class ViewerRequestFilter(IHttpContextAccessor accessor, ViewerActivation activation) : ISamplingFilter
{
    private const string RequestOperation = "Microsoft.AspNetCore.Hosting.HttpRequestIn";

    private readonly bool _isActive = activation.IsActive;

    public bool Drops(in SamplingParameters parameters) =>
        _isActive
        && parameters is { Kind: ActivityKind.Server, Name: RequestOperation }
        && accessor.HttpContext is { } context
        && context.Request.Path.StartsWithSegments(ViewerSite.Path);
}
