using System.Globalization;
using System.Net;
using DistributedTracing.Configuration;

namespace DistributedTracing.Viewer.Internal;

internal sealed class ViewerTracingSettings : SettingCatalog<ViewerTracingOptions>
{
    public ViewerTracingSettings()
    {
        Switch("Viewer:Enabled", o => o.Enabled, (o, v) => o.Enabled = v);
        Add(new ScalarSetting<ViewerTracingOptions, int>(
            "Viewer:Port",
            "a port from 1 to 65535",
            (string text, out int port) => int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out port),
            port => port is >= 1 and <= IPEndPoint.MaxPort,
            o => o.Port,
            (o, v) => o.Port = v));
        Integer("Viewer:MaxTraces", 1, 100_000, "traces", o => o.MaxTraces, (o, v) => o.MaxTraces = v);
        Integer("Viewer:MaxSpansPerTrace", 1, 100_000, "spans", o => o.MaxSpansPerTrace, (o, v) => o.MaxSpansPerTrace = v);
        Integer("Viewer:MaxBytes", 65_536, 1_073_741_824, "bytes", o => o.MaxBytes, (o, v) => o.MaxBytes = v);
        Integer("Viewer:MaxRequestBytes", 1_024, 268_435_456, "bytes", o => o.MaxRequestBytes, (o, v) => o.MaxRequestBytes = v);
    }
}
