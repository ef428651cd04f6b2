using Microsoft.EntityFrameworkCore;

namespace OrderService.Data;

internal static class OrdersServiceCollectionExtensions
{
    /// <summary>Keeps orders in the database of the connection string <c>Orders</c>, or in memory when there is none.</summary>
    public static void AddOrders(this IServiceCollection services, IConfiguration configuration)
    {
        var connectionString = configuration.GetConnectionString("Orders");
        services.AddDbContext<OrdersContext>(options => _ = string.IsNullOrEmpty(connectionString)
            ? options.UseInMemoryDatabase("orders")
            : options.UseNpgsql(connectionString));
        services.AddHostedService<OrdersSchema>();
    }
}
