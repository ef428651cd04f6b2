using Interop.Tests.Services;
using Interop.Tests.Trips;

namespace Interop.Tests;

/// <summary>What B3 and Jaeger can say about sampling besides yes and no, through services that write different formats.</summary>
/// <remarks><see href="https://github.com/openzipkin/b3-propagation#sampling-state"/>.</remarks>
[Collection(WithFleet.Name)]
public sealed class SamplingStateTests(Fleet fleet)
{
    [Theory]
    [InlineData("net-b3 net-b3multi net-jaeger net-b3 net-jaeger net-b3multi net-b3")]
    [InlineData("net-b3 net-tracecontext net-b3multi net-tracecontext net-jaeger net-tracecontext-2 net-b3")]
    [InlineData("net-jaeger net-b3multi node-b3multi net-b3 node-b3 net-tracecontext node-tracecontext net-b3")]
    public Task Trip_Debug_StaysDebug(string route) => fleet.ShouldBeOneTraceAsync(route, new(Decision.Debug));

    [Theory]
    [InlineData("net-b3 net-jaeger net-tracecontext net-b3multi")]
    [InlineData("net-b3multi net-b3 node-b3 net-jaeger")]
    public Task Trip_DecisionDeferred_FirstServiceDecides(string route) => fleet.ShouldBeOneTraceAsync(route, new(Decision.Deferred));

    [Theory]
    [InlineData("b3", "0", Decision.Unsampled)]
    [InlineData("b3", "1", Decision.Sampled)]
    [InlineData("b3", "d", Decision.Debug)]
    [InlineData("X-B3-Sampled", "0", Decision.Unsampled)]
    [InlineData("X-B3-Flags", "1", Decision.Debug)]
    public async Task Trip_DecisionWithoutContext_IsThatOfTheNewTrace(string header, string value, Decision decision)
    {
        var trip = await Trip.SendAsync(fleet, "net-b3 net-jaeger net-tracecontext net-b3multi", [(header, value)]);

        var sent = trip.Stops.Skip(1).Select(SentContext.Of).ToList();
        sent.Should().HaveCount(3).And.AllSatisfy(context => context.Decision.Should().Be(decision));
        sent.Select(context => context.TraceId).Distinct().Should().ContainSingle();
    }
}
