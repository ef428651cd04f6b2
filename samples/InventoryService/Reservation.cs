namespace InventoryService;

/// <summary>The goods that an order wants put aside.</summary>
internal sealed record Reservation(Guid OrderId, IReadOnlyList<ReservedItem> Items);
