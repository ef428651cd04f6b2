using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace DistributedTracing.Viewer.Internal;

/// <summary>Whether the viewer runs in this process: as configured, else in development.</summary>
internal sealed class ViewerActivation(
    IOptions<ViewerTracingOptions> viewer, IOptions<TracingOptions> tracing, IHostEnvironment? host = null)
{
    public bool IsActive => tracing.Value.Enabled && (viewer.Value.Enabled ?? host?.IsDevelopment() ?? false);
}
