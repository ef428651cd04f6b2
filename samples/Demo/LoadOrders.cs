namespace Demo;

/// <summary>The orders by which the interesting traces of the load are found.</summary>
internal sealed record LoadOrders(Guid Slow, Guid Declined, Guid LookedAt);
