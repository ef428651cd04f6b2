namespace InventoryService;

/// <summary>The goods that an order wants put aside.</summary>
internal sealed record Reservation(Guid OrderId, IReadOnlyList<ReservedItem> Items)
{
    /// <summary>Gets the same goods with each kind once: a customer may put it into the basket twice.</summary>
    public Reservation Combined => this with
    {
        Items = [.. Items.GroupBy(item => item.Sku).Select(same => new ReservedItem(same.Key, same.Sum(item => item.Quantity)))],
    };
}
