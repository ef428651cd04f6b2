namespace InventoryService;

/// <summary>What is on the shelves.</summary>
internal interface IStock
{
    /// <summary>Puts all goods of an order aside, or none when one is missing.</summary>
    Task<bool> TryReserveAsync(Reservation reservation, CancellationToken cancellationToken);

    /// <summary>Puts the goods of an order back; does nothing when none are reserved.</summary>
    Task ReleaseAsync(Guid orderId, CancellationToken cancellationToken);
}
