using System.Diagnostics;
using static DistributedTracing.Tests.AmbientBaggage.TracedFlow;

namespace DistributedTracing.Tests.AmbientBaggage;

/// <summary>Items that become attributes of spans.</summary>
public sealed class BaggageProcessorTests
{
    [Fact]
    public Task Start_ListedItems_BecomeAttributes() => RunAsync(() =>
    {
        using var flow = new TracedFlow(options =>
        {
            options.SpanAttributes.Add("tenant.id");
            options.SpanAttributes.Add("cart.*");
        });
        using var outer = flow.Start();
        outer.SetBaggage("tenant.id", "acme");
        TraceBaggage.Set("cart.size", "3");
        TraceBaggage.Set("cart.", "of any ending");
        TraceBaggage.Set("cart", "1");
        TraceBaggage.Set("Tenant.id", "another key");
        using var inner = flow.Start();

        inner.Tags.Should().BeEquivalentTo(new Dictionary<string, string?>
        {
            ["tenant.id"] = "acme",
            ["cart.size"] = "3",
            ["cart."] = "of any ending",
        });
        outer.Tags.Should().BeEmpty("the items came after it had started");
    });

    [Fact]
    public Task Start_AttributeThatIsThere_IsKept() => RunAsync(() =>
    {
        using var flow = new TracedFlow(options => options.SpanAttributes.Add("tenant.id"));
        TraceBaggage.Set("tenant.id", "of the baggage");
        using var span = flow.Source.StartActivity(ActivityKind.Internal, tags: [new("tenant.id", "of the span")], name: "span")!;

        span.TagObjects.Should().Equal([new KeyValuePair<string, object?>("tenant.id", "of the span")]);
    });

    [Fact]
    public Task Start_ByDefault_CopiesNothing() => RunAsync(() =>
    {
        using var flow = new TracedFlow();
        TraceBaggage.Set("tenant.id", "acme");
        using var span = flow.Start();

        span.TagObjects.Should().BeEmpty();
    });

    [Fact] // Started by hand, as ASP.NET Core does it: the items of the request are added before the start.
    public Task Start_RequestOfAspNetCore_HasTheAttributesOfItsOwnItemsOnly() => RunAsync(() =>
    {
        using var flow = new TracedFlow(options =>
        {
            options.SpanAttributes.Add("tenant.id");
            options.SpanAttributes.Add("user.id");
        });
        TraceBaggage.Set("user.id", "set before the request");
        using var span = flow.Source.CreateActivity("Microsoft.AspNetCore.Hosting.HttpRequestIn", ActivityKind.Server)!;
        span.AddBaggage("tenant.id", "acme");
        span.Start();

        span.TagObjects.Should().Equal([new KeyValuePair<string, object?>("tenant.id", "acme")]);
        (Read(), ReadOpenTelemetrys()).Should().Be(("tenant.id=acme", "tenant.id=acme"));
    });
}
