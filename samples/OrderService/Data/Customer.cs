namespace OrderService.Data;

internal sealed class Customer
{
    public int Id { get; init; }

    public required string Name { get; init; }
}
