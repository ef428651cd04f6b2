using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace DistributedTracing.Hosting;

/// <summary>Names of activity sources that an integration or the application asked to record.</summary>
internal sealed record RecordedSources(IReadOnlyList<string> Names)
{
    /// <summary>Libraries that make good spans themselves and need no package of ours.</summary>
    public static readonly RecordedSources Native = new(["Npgsql", "MySqlConnector", "MongoDB.Driver", "MassTransit"]);

    /// <summary>Gets every source that is recorded, the application's own first.</summary>
    public static IEnumerable<string> All(IServiceProvider services)
    {
        var application = services.GetRequiredService<ServiceIdentity>().ApplicationName;
        return
        [
            application, application + ".*", .. Native.Names,
            .. services.GetRequiredService<IOptions<TracingOptions>>().Value.Sources,
            .. services.GetServices<RecordedSources>().SelectMany(sources => sources.Names),
        ];
    }
}
