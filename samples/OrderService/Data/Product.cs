namespace OrderService.Data;

internal sealed class Product
{
    public required string Sku { get; init; }

    public required string Name { get; init; }

    public decimal Price { get; init; }
}
