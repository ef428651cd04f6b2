using DistributedTracing.Configuration;

namespace DistributedTracing.AspNetCore.Internal;

internal sealed class AspNetCoreTracingSettings : SettingCatalog<AspNetCoreTracingOptions>
{
    public AspNetCoreTracingSettings() => Add(new ListSetting<AspNetCoreTracingOptions>(
        "AspNetCore:IgnoredPaths",
        "paths that begin with \"/\", with \"*\" only at the end",
        path => path.StartsWith('/') && path.IndexOf('*', StringComparison.Ordinal) is var star && (star < 0 || star == path.Length - 1),
        options => options.IgnoredPaths));
}
