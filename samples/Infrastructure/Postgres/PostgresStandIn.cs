namespace Samples.Infrastructure.Postgres;

/// <summary>No database: without a connection string the services keep their data in memory.</summary>
internal static class PostgresStandIn
{
    // Empty, and not left out: one of them may be set in the environment, and the services would not agree on what they use.
    private static readonly Dictionary<string, string> Environment = new()
    {
        ["ConnectionStrings__Orders"] = string.Empty,
        ["ConnectionStrings__Stock"] = string.Empty,
    };

    public static readonly Provision Provision =
        new("kept in the services' memory, so there are no SQL spans", Environment) { IsStandIn = true };
}
