using System.Reflection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using ResourceAttributes = DistributedTracing.Configuration.ResourceAttributes;

namespace DistributedTracing.Hosting;

/// <summary>Who this process is: the attributes of the OpenTelemetry resource.</summary>
internal sealed class ServiceIdentity
{
    public ServiceIdentity(IOptions<TracingOptions> options, IHostEnvironment? host = null)
    {
        var settings = options.Value;
        var assembly = Assembly.GetEntryAssembly();
        ApplicationName = NonEmpty(host?.ApplicationName) ?? assembly?.GetName().Name ?? "application";
        Name = NonEmpty(settings.ServiceName) ?? ApplicationName;
        Version = NonEmpty(settings.ServiceVersion) ?? VersionOf(assembly);
        Environment = NonEmpty(settings.Environment) ?? NonEmpty(host?.EnvironmentName);
    }

    /// <summary>Gets the host's name for the application, which its own activity sources are expected to begin with.</summary>
    public string ApplicationName { get; }

    public string Name { get; }

    public string? Version { get; }

    public string? Environment { get; }

    public IEnumerable<KeyValuePair<string, object>> Attributes(IEnumerable<KeyValuePair<string, string>> configured)
    {
        var attributes = new Dictionary<string, object>
        {
            [ResourceAttributes.ServiceInstanceId] = Guid.NewGuid().ToString(),
            [ResourceAttributes.HostName] = System.Environment.MachineName,
            [ResourceAttributes.ProcessId] = (long)System.Environment.ProcessId,
            [ResourceAttributes.DistroName] = "DistributedTracing",
            [ResourceAttributes.DistroVersion] = VersionOf(typeof(ServiceIdentity).Assembly) ?? "unknown",
        };
        foreach (var (key, value) in configured)
        {
            attributes[key] = value;
        }

        attributes[ResourceAttributes.ServiceName] = Name;
        Set(attributes, ResourceAttributes.ServiceVersion, Version);
        Set(attributes, ResourceAttributes.EnvironmentName, Environment);
        return attributes;
    }

    private static void Set(Dictionary<string, object> attributes, string key, string? value)
    {
        if (value is not null)
        {
            attributes[key] = value;
        }
    }

    private static string? NonEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    // The part after "+" is the commit; it would make every build a version of its own in a backend's list.
    private static string? VersionOf(Assembly? assembly) =>
        assembly?.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0];
}
