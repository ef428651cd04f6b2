using Samples.Infrastructure.Postgres;

namespace Samples.Infrastructure;

/// <summary>Something the services work with, and the ways to get it, best first.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Providers">The ways, in the order in which they are tried.</param>
/// <param name="StandIn">What the services use when no way is open.</param>
public sealed record Need(string Name, IReadOnlyList<IProvider> Providers, Provision StandIn)
{
    /// <summary>Everything the sample services work with.</summary>
    public static readonly IReadOnlyList<Need> All =
    [
        new("PostgreSQL", [new ConfiguredPostgres(), new InstalledPostgres(), new ComposePostgres()], PostgresStandIn.Provision),
    ];

    /// <summary>Gets it the first way that is open.</summary>
    public async Task<Provision> ProvideAsync(Action<string> report, CancellationToken cancellationToken)
    {
        foreach (var provider in Providers)
        {
            if (await provider.TryProvideAsync(report, cancellationToken) is { } provision)
            {
                return provision;
            }
        }

        return StandIn;
    }
}
