namespace EndToEnd.Tests.Shops;

/// <summary>One shop with default settings for all tests of a class.</summary>
public sealed class DefaultShop(Databases databases) : IAsyncLifetime
{
    internal TestShop Value { get; private set; } = null!;

    public async Task InitializeAsync() => Value = await TestShop.StartAsync(databases);

    public async Task DisposeAsync() => await Value.DisposeAsync();
}
