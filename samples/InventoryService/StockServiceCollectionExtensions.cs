using Npgsql;

namespace InventoryService;

internal static class StockServiceCollectionExtensions
{
    /// <summary>Keeps the stock in the database of the connection string <c>Stock</c>, or in memory when there is none.</summary>
    public static void AddStock(this IServiceCollection services, IConfiguration configuration)
    {
        if (configuration.GetConnectionString("Stock") is { Length: > 0 } connectionString)
        {
            services.AddSingleton(_ => NpgsqlDataSource.Create(connectionString));
            services.AddSingleton<IStock, PostgresStock>();
            services.AddHostedService<StockSchema>();
        }
        else
        {
            services.AddSingleton<IStock, InMemoryStock>();
        }
    }
}
