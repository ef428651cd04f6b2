using Npgsql;

namespace Samples.Infrastructure.Postgres;

/// <summary>A PostgreSQL server on which databases may be created.</summary>
/// <param name="connectionString">How to reach it, as a user who may create databases.</param>
public sealed class PostgresServer(string connectionString)
{
    public string ConnectionString(string database) => new NpgsqlConnectionStringBuilder(connectionString)
    {
        Database = database,
        MaxPoolSize = 20,
    }.ConnectionString;

    /// <summary>Gets the environment variables by which the services find their databases.</summary>
    public IReadOnlyDictionary<string, string> ServiceEnvironment(string suffix = "") => new Dictionary<string, string>
    {
        ["ConnectionStrings__Orders"] = ConnectionString("orders" + suffix),
        ["ConnectionStrings__Stock"] = ConnectionString("stock" + suffix),
    };

    /// <summary>Creates what the services do not create themselves: OrderService makes its own database, InventoryService only tables.</summary>
    public Task CreateDatabasesAsync(CancellationToken cancellationToken, string suffix = "") =>
        ExecuteAsync($"CREATE DATABASE \"stock{suffix}\"", cancellationToken);

    public async Task DropDatabasesAsync(string suffix)
    {
        await ExecuteAsync($"DROP DATABASE IF EXISTS \"orders{suffix}\" WITH (FORCE)", CancellationToken.None);
        await ExecuteAsync($"DROP DATABASE IF EXISTS \"stock{suffix}\" WITH (FORCE)", CancellationToken.None);
    }

    public async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ExecuteAsync("SELECT 1", cancellationToken);
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        var administration = new NpgsqlConnectionStringBuilder(connectionString) { Database = "postgres", Pooling = false };
        await using var connection = new NpgsqlConnection(administration.ConnectionString);
        await connection.OpenAsync(cancellationToken);
#pragma warning disable CA2100 // Names of databases cannot be parameters; these are made up here.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
