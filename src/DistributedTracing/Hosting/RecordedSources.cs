namespace DistributedTracing.Hosting;

/// <summary>Names of activity sources that an integration or the application asked to record.</summary>
internal sealed record RecordedSources(IReadOnlyList<string> Names)
{
    /// <summary>Libraries that make good spans themselves and need no package of ours.</summary>
    public static readonly RecordedSources Native = new(["Npgsql", "MySqlConnector", "MongoDB.Driver", "MassTransit"]);
}
