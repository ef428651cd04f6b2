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
        var parsed = attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        return KeyValueList.TryRead(text, (encodedKey, encodedValue) =>
        {
            if (!PercentEncoding.TryDecode(encodedKey, out var key) || !PercentEncoding.TryDecode(encodedValue, out var value))
            {
                return false;
            }

            parsed[key] = value;
            return true;
        });
    }
}
