namespace InventoryService;

/// <summary>Stands in for the database when no connection string is configured. Thread safe.</summary>
internal sealed class InMemoryStock : IStock
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _available = Assortment.Skus.ToDictionary(sku => sku, _ => Assortment.Quantity);
    private readonly Dictionary<Guid, IReadOnlyList<ReservedItem>> _reserved = [];

    public Task<bool> TryReserveAsync(Reservation reservation, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (reservation.Items.Any(item => _available.GetValueOrDefault(item.Sku) < item.Quantity))
            {
                return Task.FromResult(false);
            }

            Move(reservation.Items, -1);
            _reserved[reservation.OrderId] = reservation.Items;
            return Task.FromResult(true);
        }
    }

    public Task ReleaseAsync(Guid orderId, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_reserved.Remove(orderId, out var items))
            {
                Move(items, 1);
            }
        }

        return Task.CompletedTask;
    }

    private void Move(IReadOnlyList<ReservedItem> items, int sign)
    {
        foreach (var item in items)
        {
            _available[item.Sku] += sign * item.Quantity;
        }
    }
}
