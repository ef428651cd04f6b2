namespace OrderService.Data;

internal sealed class Order
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public int CustomerId { get; init; }

    public List<OrderLine> Lines { get; init; } = [];

    public decimal Total => Lines.Sum(line => line.Quantity * line.UnitPrice);
}
