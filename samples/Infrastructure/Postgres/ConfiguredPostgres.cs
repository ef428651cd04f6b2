namespace Samples.Infrastructure.Postgres;

/// <summary>The databases named by the connection strings in the environment.</summary>
internal sealed class ConfiguredPostgres : IProvider
{
    private static readonly string[] Variables = ["ConnectionStrings__Orders", "ConnectionStrings__Stock"];

    public Task<Provision?> TryProvideAsync(Action<string> report, CancellationToken cancellationToken)
    {
        var missing = Variables.Where(name => string.IsNullOrEmpty(Environment.GetEnvironmentVariable(name))).ToList();
        if (missing.Count == 1)
        {
            report($"{Variables.Except(missing).Single()} is set, but {missing[0]} is not; both are needed, so neither is used");
        }

        // The services inherit the variables.
        return Task.FromResult(missing.Count == 0
            ? new Provision("the databases of the connection strings in the environment", new Dictionary<string, string>())
            : null);
    }
}
