namespace DistributedTracing.Configuration;

/// <summary>Names of resource attributes, and the form of <c>OTEL_RESOURCE_ATTRIBUTES</c>.</summary>
/// <remarks><see href="https://github.com/open-telemetry/semantic-conventions/blob/v1.44.0/docs/resource/README.md"/>.</remarks>
internal static class ResourceAttributes
{
    public const string ServiceName = "service.name";
    public const string ServiceVersion = "service.version";
    public const string ServiceInstanceId = "service.instance.id";
    public const string EnvironmentName = "deployment.environment.name";
    public const string HostName = "host.name";
    public const string ProcessId = "process.pid";
    public const string DistroName = "telemetry.distro.name";
    public const string DistroVersion = "telemetry.distro.version";

    public static bool TryParse(string text, out Dictionary<string, string> attributes)
    {
        attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var separator = pair.IndexOf('=', StringComparison.Ordinal);
            if (separator <= 0
                || !PercentEncoding.TryDecode(pair[..separator].Trim(), out var key)
                || !PercentEncoding.TryDecode(pair[(separator + 1)..].Trim(), out var value))
            {
                return false;
            }

            attributes[key] = value;
        }

        return true;
    }
}
