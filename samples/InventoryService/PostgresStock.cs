using Npgsql;

namespace InventoryService;

/// <summary>Stock in PostgreSQL. Npgsql makes a span for each statement; there is no tracing code here.</summary>
internal sealed class PostgresStock(NpgsqlDataSource database) : IStock
{
    private const string Reserve = """
        WITH taken AS (UPDATE stock SET available = available - $3 WHERE sku = $2 AND available >= $3 RETURNING sku)
        INSERT INTO reservations (order_id, sku, quantity) SELECT $1, sku, $3 FROM taken
        """;

    private const string Release = """
        WITH released AS (DELETE FROM reservations WHERE order_id = $1 RETURNING sku, quantity)
        UPDATE stock SET available = available + released.quantity FROM released WHERE stock.sku = released.sku
        """;

    public async Task<bool> TryReserveAsync(Reservation reservation, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);

        // Always in the same order: two checkouts that lock the same rows the other way round would wait for each other.
        foreach (var item in reservation.Items.OrderBy(item => item.Sku, StringComparer.Ordinal))
        {
            await using var command = new NpgsqlCommand(Reserve, connection, transaction)
            {
                Parameters = { new() { Value = reservation.OrderId }, new() { Value = item.Sku }, new() { Value = item.Quantity } },
            };
            if (await command.ExecuteNonQueryAsync(cancellationToken) == 0)
            {
                return false;
            }
        }

        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    public async Task ReleaseAsync(Guid orderId, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Release);
        command.Parameters.Add(new NpgsqlParameter { Value = orderId });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
