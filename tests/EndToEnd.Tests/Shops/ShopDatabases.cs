using Samples.Infrastructure.Postgres;

namespace EndToEnd.Tests.Shops;

/// <summary>The databases of one shop, dropped with it.</summary>
internal sealed class ShopDatabases(PostgresServer server) : IAsyncDisposable
{
    private readonly string _suffix = "_" + Guid.NewGuid().ToString("n");

    public IReadOnlyDictionary<string, string> Environment => server.ServiceEnvironment(_suffix);

    public Task CreateAsync() => server.CreateDatabasesAsync(CancellationToken.None, _suffix);

    public async ValueTask DisposeAsync() => await server.DropDatabasesAsync(_suffix);
}
