using Samples.Infrastructure.Processes;

namespace Samples.Infrastructure.Shopping;

/// <summary>The three sample services as processes that know each other's addresses.</summary>
public sealed class Shop : IAsyncDisposable
{
    private Shop(IReadOnlyDictionary<string, string?> environment)
    {
        Inventory = ServiceProcess.Start("InventoryService", environment);
        Payment = ServiceProcess.Start("PaymentService", environment);
        Order = ServiceProcess.Start("OrderService", new Dictionary<string, string?>(environment)
        {
            ["Services__Inventory"] = Inventory.Address.ToString(),
            ["Services__Payment"] = Payment.Address.ToString(),
        });
        Customer = new ShopClient(Order.Address);
    }

    public ServiceProcess Order { get; }

    public ServiceProcess Inventory { get; }

    public ServiceProcess Payment { get; }

    public IReadOnlyList<ServiceProcess> Services => [Order, Inventory, Payment];

    public ShopClient Customer { get; }

    /// <summary>Starts the services and waits until they are ready.</summary>
    /// <param name="environment">Variables all of them get.</param>
    /// <param name="cancellationToken">Ends the start; nothing is left running.</param>
    public static async Task<Shop> StartAsync(IReadOnlyDictionary<string, string?> environment, CancellationToken cancellationToken = default)
    {
        var shop = new Shop(environment);
        try
        {
            await Task.WhenAll(shop.Services.Select(service => service.WaitUntilHealthyAsync(cancellationToken)));
            return shop;
        }
        catch
        {
            await shop.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Customer.Dispose();
        await Task.WhenAll(Services.Select(service => service.DisposeAsync().AsTask()));
    }
}
