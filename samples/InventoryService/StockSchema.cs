using System.Diagnostics;
using DistributedTracing;
using Npgsql;

namespace InventoryService;

/// <summary>Creates and fills the tables before the first request, as soon as the database answers.</summary>
internal sealed class StockSchema(NpgsqlDataSource database, ILogger<StockSchema> logger) : IHostedService
{
    private static readonly ActivitySource Source = new("InventoryService");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    // The lock: two instances that start at once would both find the tables missing.
    private const string Create = """
        SELECT pg_advisory_xact_lock(4711);
        CREATE TABLE IF NOT EXISTS stock (sku text PRIMARY KEY, available int NOT NULL);
        CREATE TABLE IF NOT EXISTS reservations (order_id uuid, sku text, quantity int NOT NULL, PRIMARY KEY (order_id, sku));
        """;

    private const string Fill = "INSERT INTO stock (sku, available) SELECT unnest($1), $2 ON CONFLICT DO NOTHING";

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var waiting = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                await Source.RunAsync("create stock tables", _ => CreateAsync(cancellationToken));
                return;
            }
            catch (NpgsqlException exception) when (exception.IsTransient && waiting.Elapsed < Patience)
            {
                logger.LogWarning("The database does not answer yet: {Reason}", exception.Message);
                await Task.Delay(Pause, cancellationToken);
            }
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task CreateAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var create = new NpgsqlCommand(Create, connection, transaction);
        await create.ExecuteNonQueryAsync(cancellationToken);
        await using var fill = new NpgsqlCommand(Fill, connection, transaction)
        {
            Parameters = { new() { Value = Assortment.Skus }, new() { Value = Assortment.Quantity } },
        };
        await fill.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
