using Samples.Infrastructure.Postgres;

namespace EndToEnd.Tests.Shops;

/// <summary>The PostgreSQL server of the tests: the one of <c>DT_TEST_POSTGRES</c>, else a private one.</summary>
public sealed class Databases : IAsyncLifetime
{
    private PrivatePostgres? _own;
    private PostgresServer? _server;

    public async Task InitializeAsync()
    {
        if (Environment.GetEnvironmentVariable("DT_TEST_POSTGRES") is { Length: > 0 } connectionString)
        {
            _server = new PostgresServer(connectionString);
            return;
        }

        var programs = PostgresPrograms.Find()
            ?? throw new InvalidOperationException("These tests need PostgreSQL: install it, or set DT_TEST_POSTGRES to a connection string.");
        _own = await PrivatePostgres.StartAsync(programs, CancellationToken.None);
        _server = _own.Server;
    }

    public async Task DisposeAsync()
    {
        if (_own is not null)
        {
            await _own.DisposeAsync();
        }
    }

    /// <summary>Makes databases for one shop.</summary>
    internal async Task<ShopDatabases> CreateAsync()
    {
        var databases = new ShopDatabases(_server!);
        await databases.CreateAsync();
        return databases;
    }
}
