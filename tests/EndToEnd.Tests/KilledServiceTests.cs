using System.Net;
using EndToEnd.Tests.Collector;
using EndToEnd.Tests.Shops;
using Samples.Infrastructure.Processes;

namespace EndToEnd.Tests;

[Collection(WithDatabases.Name)]
public sealed class KilledServiceTests(Databases databases)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Checkout_PaymentServiceKilledMeanwhile_ErrorIsOnTheClientSpanAndLaterOnesWork()
    {
        await using var shop = await TestShop.StartAsync(databases);
        var payment = shop.Shop.Payment;

        var checkout = shop.Shop.Customer.CheckOutAsync("slow");
        var isBusy = await Polling.UntilAsync(
            () => Task.FromResult(payment.Process.Output.Any(line => line.Contains("Attempt 1 to charge the card"))), busy => busy, Patience);
        payment.Process.Send(UnixSignal.Kill);

        isBusy.Should().BeTrue(shop.Logs);
        var answer = await checkout;
        answer.Status.Should().Be(HttpStatusCode.BadGateway);
        var trace = await shop.WaitForTraceAsync(ExpectedTraces.CheckoutWithoutPaymentService, answer.OrderId, WithoutPaymentService);
        TraceTree.Of(WithoutPaymentService(trace)).Should().Be(ExpectedTraces.CheckoutWithoutPaymentService, shop.Logs);
        trace.Single(span => span.IsError && span.Source == "System.Net.Http")["error.type"].Should().NotBeNullOrEmpty();

        await payment.RestartAsync();
        var later = await shop.Shop.Customer.CheckOutAsync();

        later.Status.Should().Be(HttpStatusCode.Created, shop.Logs);
        var laterTrace = await shop.WaitForTraceAsync(ExpectedTraces.Checkout, later.OrderId);
        TraceTree.Of(laterTrace).Should().Be(ExpectedTraces.Checkout, shop.Logs);
        shop.Shop.Order.Process.Output.Should().NotContain(line => line.Contains("nhandled"));
    }

    // What it had recorded and sent by then is there; what it was still working on is lost with it.
    private static IReadOnlyList<ReceivedSpan> WithoutPaymentService(IReadOnlyList<ReceivedSpan> trace) =>
        [.. trace.Where(span => span.Service != "PaymentService")];
}
