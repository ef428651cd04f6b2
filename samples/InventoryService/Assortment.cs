namespace InventoryService;

/// <summary>What the sample's shop has on its shelves at first.</summary>
internal static class Assortment
{
    public const int Quantity = 1_000_000;

    public static readonly string[] Skus = ["TEA-1", "TEA-2", "CUP-1", "POT-1", "JAM-1"];
}
