namespace Samples.Infrastructure.Postgres;

/// <summary>A server of our own, started from the programs installed on this machine.</summary>
internal sealed class InstalledPostgres : IProvider
{
    public async Task<Provision?> TryProvideAsync(Action<string> report, CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsWindows() || PostgresPrograms.Find() is not { } programs)
        {
            report("no PostgreSQL server is installed");
            return null;
        }

        try
        {
            var server = await PrivatePostgres.StartAsync(programs, cancellationToken);
            await server.Server.CreateDatabasesAsync(cancellationToken);
            return new Provision($"a private server from {programs} on port {server.Port}", server.Server.ServiceEnvironment(), server);
        }
        catch (InvalidOperationException exception)
        {
            report(exception.Message);
            return null;
        }
    }
}
