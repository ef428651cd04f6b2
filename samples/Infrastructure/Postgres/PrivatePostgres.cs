using System.Security.Cryptography;
using Npgsql;
using Samples.Infrastructure.Processes;

namespace Samples.Infrastructure.Postgres;

/// <summary>A PostgreSQL server with its data in a temporary folder, on a free loopback port; both are gone when it is disposed.</summary>
public sealed class PrivatePostgres : IAsyncDisposable
{
    private const string User = "samples";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly DirectoryInfo _folder;
    private ChildProcess? _process;

    private PrivatePostgres(DirectoryInfo folder, int port, string password)
    {
        _folder = folder;
        Port = port;
        Server = new PostgresServer(new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = port,
            Username = User,
            Password = password,
        }.ConnectionString);
    }

    public int Port { get; }

    public PostgresServer Server { get; }

    /// <summary>Starts a server.</summary>
    /// <param name="programs">The folder of the server's programs.</param>
    /// <param name="cancellationToken">Ends the start; nothing is left behind.</param>
    /// <exception cref="InvalidOperationException">The server does not start; the message has what it wrote.</exception>
    public static async Task<PrivatePostgres> StartAsync(string programs, CancellationToken cancellationToken)
    {
        var password = RandomNumberGenerator.GetHexString(32);
        var server = new PrivatePostgres(Directory.CreateTempSubdirectory("tracing-samples-"), LoopbackPort.FindFree(), password);
        try
        {
            await server.CreateDataAsync(programs, password, cancellationToken);
            await server.StartServerAsync(programs, cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
            _process = null;
        }

        if (_folder.Exists)
        {
            _folder.Delete(recursive: true);
            _folder.Refresh();
        }
    }

    private async Task CreateDataAsync(string programs, string password, CancellationToken cancellationToken)
    {
        var passwordFile = Path.Combine(_folder.FullName, "password");
        await File.WriteAllTextAsync(passwordFile, password, cancellationToken);
        await UnprivilegedUser.OwnAsync(_folder.FullName, cancellationToken);
        await RunAsync(
            UnprivilegedUser.Command(
                Path.Combine(programs, "initdb"), "--pgdata", DataFolder, "--username", User, "--pwfile", passwordFile,
                "--auth", "scram-sha-256", "--encoding", "UTF8", "--no-locale", "--no-sync"),
            cancellationToken);
        File.Delete(passwordFile);
    }

    private async Task StartServerAsync(string programs, CancellationToken cancellationToken)
    {
        // A server that is thrown away need not survive a power cut; SIGINT stops it without waiting for its clients.
        _process = ChildProcess.Start(
            UnprivilegedUser.Command(
                Path.Combine(programs, "postgres"), "-D", DataFolder, "-p", $"{Port}", "-c", "listen_addresses=127.0.0.1",
                "-c", "unix_socket_directories=", "-c", "fsync=off", "-c", "max_connections=200"),
            _folder.FullName,
            stopSignal: UnixSignal.Interrupt);
        var answers = await Polling.UntilAsync(
            () => Server.AnswersAsync(cancellationToken), answers => answers || _process.HasExited, Patience, cancellationToken);
        if (!answers)
        {
            throw new InvalidOperationException("PostgreSQL does not start: " + string.Join(Environment.NewLine, _process.Output));
        }
    }

    private async Task RunAsync(IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        var (exitCode, output) = await ChildProcess.RunAsync(command, _folder.FullName, null, cancellationToken);
        if (exitCode != 0)
        {
            throw new InvalidOperationException($"{Path.GetFileName(command[0])} failed: {output}");
        }
    }

    private string DataFolder => Path.Combine(_folder.FullName, "data");
}
