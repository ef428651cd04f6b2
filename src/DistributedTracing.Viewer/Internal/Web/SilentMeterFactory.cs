using System.Diagnostics.Metrics;

namespace DistributedTracing.Viewer.Internal.Web;

/// <summary>Keeps the viewer's own requests out of the application's <c>System.Net.Http</c> metrics.</summary>
internal sealed class SilentMeterFactory : IMeterFactory
{
    private readonly Meter _meter = new("DistributedTracing.Viewer");

    public Meter Create(MeterOptions options) => _meter;

    public void Dispose() => _meter.Dispose();
}
