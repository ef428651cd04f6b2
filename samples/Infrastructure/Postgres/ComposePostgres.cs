using System.Globalization;
using Samples.Infrastructure.Processes;

namespace Samples.Infrastructure.Postgres;

/// <summary>The PostgreSQL container of the samples' Compose file.</summary>
internal sealed class ComposePostgres : IProvider
{
    public async Task<Provision?> TryProvideAsync(Action<string> report, CancellationToken cancellationToken)
    {
        if ((await ChildProcess.RunAsync(["docker", "info"], Path.GetTempPath(), null, cancellationToken)).ExitCode != 0)
        {
            report("Docker does not run");
            return null;
        }

        var port = LoopbackPort.FindFree();
        var compose = new ComposeProject(new Dictionary<string, string?> { ["POSTGRES_PORT"] = port.ToString(CultureInfo.InvariantCulture) });
        if (await compose.TryStartAsync("postgres", cancellationToken) is { } failure)
        {
            report("Docker Compose cannot start PostgreSQL: " + failure);
            await compose.DisposeAsync();
            return null;
        }

        var server = new PostgresServer($"Host=127.0.0.1;Port={port};Username=shop;Password=shop");
        return new Provision($"the PostgreSQL container of {SampleFiles.ComposeFile}", server.ServiceEnvironment(), compose);
    }
}
