namespace OrderService.Data;

internal sealed class OrderLine
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required string Sku { get; init; }

    public int Quantity { get; init; }

    public decimal UnitPrice { get; init; }
}
