using System.Net;
using EndToEnd.Tests.Shops;

namespace EndToEnd.Tests;

[Collection(WithDatabases.Name)]
public sealed class ConcurrentCheckoutTests(Databases databases)
{
    private const int Checkouts = 200;

    [Fact]
    public async Task Checkouts_TwoHundredAtOnce_NeverMixTraces()
    {
        await using var shop = await TestShop.StartAsync(databases);

        var answers = await Task.WhenAll(Enumerable.Range(0, Checkouts).Select(_ => shop.Shop.Customer.CheckOutAsync()));

        answers.Should().OnlyContain(answer => answer.Status == HttpStatusCode.Created, shop.Logs);
        var traces = await shop.WaitForTracesAsync(ExpectedTraces.Checkout, Checkouts);
        traces.Select(TraceTree.Of).Should().HaveCount(Checkouts).And.OnlyContain(tree => tree == ExpectedTraces.Checkout);
        var orderIds = traces.Select(trace => trace.Select(span => span["order.id"]).OfType<string>().Distinct().ToList()).ToList();
        orderIds.Should().OnlyContain(ids => ids.Count == 1, "the spans of one trace are about one order");
        orderIds.SelectMany(ids => ids).Should().BeEquivalentTo(answers.Select(answer => answer.OrderId.ToString()));
    }
}
