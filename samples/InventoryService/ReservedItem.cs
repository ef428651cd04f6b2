namespace InventoryService;

internal sealed record ReservedItem(string Sku, int Quantity);
