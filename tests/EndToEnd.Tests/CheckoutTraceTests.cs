using System.Diagnostics;
using System.Net;
using EndToEnd.Tests.Collector;
using EndToEnd.Tests.Shops;

namespace EndToEnd.Tests;

[Collection(WithDatabases.Name)]
public sealed class CheckoutTraceTests(DefaultShop fixture) : IClassFixture<DefaultShop>
{
    private readonly TestShop _shop = fixture.Value;

    [Fact]
    public async Task Checkout_Paid_IsOneTraceThroughThreeServices()
    {
        var answer = await _shop.Shop.Customer.CheckOutAsync();

        answer.Status.Should().Be(HttpStatusCode.Created);
        var trace = await _shop.WaitForTraceAsync(ExpectedTraces.Checkout, answer.OrderId);
        TraceTree.Of(trace).Should().Be(ExpectedTraces.Checkout, _shop.Logs);
    }

    [Fact]
    public async Task Checkout_Paid_SpansHaveTheAttributesOfTheirKind()
    {
        var answer = await _shop.Shop.Customer.CheckOutAsync();

        var trace = await _shop.WaitForTraceAsync(ExpectedTraces.Checkout, answer.OrderId);
        var spans = trace.ToLookup(span => (span.Source, span.Name));
        ShouldBeServerSpan(spans[("Microsoft.AspNetCore", "POST /checkout")].Single(), "/checkout", 201, _shop.Shop.Order.Port);
        ShouldBeServerSpan(spans[("Microsoft.AspNetCore", "POST /reservations")].Single(), "/reservations", 204, _shop.Shop.Inventory.Port);
        ShouldBeServerSpan(spans[("Microsoft.AspNetCore", "POST /charges")].Single(), "/charges", 204, _shop.Shop.Payment.Port);
        spans[("System.Net.Http", "POST")].Should().HaveCount(3).And.AllSatisfy(ShouldBeHttpClientSpan);
        spans[("Npgsql", "postgresql")].Should().HaveCount(6).And.AllSatisfy(ShouldBeSqlSpan);
        spans[("OrderService", "price order")].Single().Attributes.Should()
            .Contain("order.id", answer.OrderId.ToString()).And.Contain("order.lines", 3L).And.Contain("order.total", 100d);
        spans[("PaymentService", "charge card")].Single().Attributes.Should()
            .Contain("payment.attempts", 1L).And.Contain("payment.amount", 100d);
    }

    [Fact]
    public async Task Checkout_PaymentProviderTimesOut_EachAttemptIsASpan()
    {
        var answer = await _shop.Shop.Customer.CheckOutAsync("slow");

        answer.Status.Should().Be(HttpStatusCode.Created);
        var trace = await _shop.WaitForTraceAsync(ExpectedTraces.SlowCheckout, answer.OrderId);
        TraceTree.Of(trace).Should().Be(ExpectedTraces.SlowCheckout, _shop.Logs);
        var attempts = trace.Where(span => span.Service == "PaymentService" && span.Kind == ActivityKind.Client).OrderBy(span => span.Start).ToList();
        attempts.Zip(attempts.Skip(1)).Should().AllSatisfy(pair => pair.Second.Start.Should().BeGreaterThan(pair.First.End));
    }

    [Fact]
    public async Task Checkout_CardDeclined_ExceptionIsOnTheSpanOfTheCharge()
    {
        var answer = await _shop.Shop.Customer.CheckOutAsync("declined");

        answer.Status.Should().Be(HttpStatusCode.PaymentRequired);
        var trace = await _shop.WaitForTraceAsync(ExpectedTraces.DeclinedCheckout, answer.OrderId);
        TraceTree.Of(trace).Should().Be(ExpectedTraces.DeclinedCheckout, _shop.Logs);
        var charge = trace.Single(span => span.Name == "charge card");
        charge["error.type"].Should().Be("PaymentService.CardDeclinedException");
        charge.Events.Should().Equal("exception");
    }

    [Fact]
    public async Task Checkout_PaymentNeverAnswers_ErrorReachesTheRoot()
    {
        var answer = await _shop.Shop.Customer.CheckOutAsync("unavailable");

        answer.Status.Should().Be(HttpStatusCode.BadGateway);
        var trace = await _shop.WaitForTraceAsync(ExpectedTraces.UnpaidCheckout, answer.OrderId);
        TraceTree.Of(trace).Should().Be(ExpectedTraces.UnpaidCheckout, _shop.Logs);
    }

    [Fact]
    public async Task GetOrder_ThreeLines_ShowsTheQueryOfEachLine()
    {
        var orderId = (await _shop.Shop.Customer.CheckOutAsync()).OrderId;
        using var response = await _shop.Shop.Customer.GetOrderAsync(orderId);

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        var trace = await _shop.WaitForTraceAsync(ExpectedTraces.GetOrder, orderId);
        TraceTree.Of(trace).Should().Be(ExpectedTraces.GetOrder, _shop.Logs);
        trace.Single(span => span.Name == "load order {order.id}")["order.id"].Should().Be(orderId.ToString());
    }

    private static void ShouldBeServerSpan(ReceivedSpan span, string route, long statusCode, int port)
    {
        span.Kind.Should().Be(ActivityKind.Server);
        span.Attributes.Should().Contain(new Dictionary<string, object>
        {
            ["http.request.method"] = "POST",
            ["http.route"] = route,
            ["http.response.status_code"] = statusCode,
            ["url.scheme"] = "http",
            ["url.path"] = route,
            ["server.address"] = "127.0.0.1",
            ["server.port"] = (long)port,
            ["network.protocol.version"] = "1.1",
        });
    }

    private static void ShouldBeHttpClientSpan(ReceivedSpan span)
    {
        span.Kind.Should().Be(ActivityKind.Client);
        span.Attributes.Should().Contain("http.request.method", "POST").And.Contain("server.address", "127.0.0.1")
            .And.ContainKeys("server.port", "url.full", "http.response.status_code");
    }

    private static void ShouldBeSqlSpan(ReceivedSpan span)
    {
        span.Kind.Should().Be(ActivityKind.Client);
        span.Attributes.Should().Contain("db.system.name", "postgresql").And.Contain("server.address", "127.0.0.1")
            .And.ContainKeys("db.namespace", "db.query.text");
    }
}
