using EndToEnd.Tests.Shops;

namespace EndToEnd.Tests;

[Collection(WithDatabases.Name)]
public sealed class PropagationFormatTests(Databases databases)
{
    [Theory]
    [InlineData("b3")]
    [InlineData("b3multi")]
    public async Task Checkout_ContextWrittenInFormat_IsOneTrace(string format)
    {
        await using var shop = await TestShop.StartAsync(databases, ("Tracing__Propagation__Inject__0", format));

        var answer = await shop.Shop.Customer.CheckOutAsync();

        var trace = await shop.WaitForTraceAsync(ExpectedTraces.Checkout, answer.OrderId);
        TraceTree.Of(trace).Should().Be(ExpectedTraces.Checkout, shop.Logs);
        shop.Shop.Services.Should().AllSatisfy(service => service.Process.Output.Should().Contain(line => line.Contains($"writes {format} ")));
    }
}
