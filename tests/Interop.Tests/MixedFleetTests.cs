using Interop.Tests.Services;
using Interop.Tests.Trips;

namespace Interop.Tests;

/// <summary>Services of ours that write different formats call each other.</summary>
[Collection(WithFleet.Name)]
public sealed class MixedFleetTests(Fleet fleet)
{
    /// <summary>The four formats, each after each of the others.</summary>
    public static TheoryData<string> Routes => new()
    {
        "net-tracecontext net-b3 net-jaeger net-tracecontext-2",
        "net-tracecontext net-b3multi net-jaeger net-b3 net-tracecontext-2",
        "net-jaeger net-b3multi net-b3 net-b3multi net-tracecontext",
        "net-b3 net-tracecontext net-jaeger net-tracecontext-2 net-b3multi",
    };

    [Theory]
    [MemberData(nameof(Routes))]
    public Task Trip_Sampled_IsOneTraceThroughAllFormats(string route) => fleet.ShouldBeOneTraceAsync(route, new(Decision.Sampled));

    [Theory]
    [MemberData(nameof(Routes))]
    public Task Trip_Unsampled_StaysUnsampledThroughAllFormats(string route) => fleet.ShouldBeUnsampledAsync(route, new(Decision.Unsampled));

    [Theory] // https://github.com/openzipkin/b3-propagation#traceid-1
    [InlineData("net-b3 net-jaeger net-tracecontext net-b3multi net-b3")]
    [InlineData("net-b3multi net-b3 net-tracecontext-2 node-tracecontext net-jaeger")]
    public Task Trip_ShortTraceId_IsPaddedAndKept(string route) => fleet.ShouldBeOneTraceAsync(route, new(Decision.Sampled, TraceIdLength: 16));

    [Fact]
    public async Task Trip_WithoutCaller_IsOneNewTrace()
    {
        var trip = await Trip.SendAsync(fleet, "net-b3 net-jaeger net-tracecontext net-b3multi", []);

        var sent = trip.Stops.Skip(1).Select(SentContext.Of).ToList();
        sent.Should().AllSatisfy(context => context.Decision.Should().Be(Decision.Sampled));
        var traceId = sent.Select(context => context.TraceId).Distinct().Should().ContainSingle().Subject;
        var trace = await fleet.WaitForTraceAsync(traceId, trip.ExpectedSpans().Count());
        Trip.ChainBelow(string.Empty, trace).Select(span => $"{span.Service} {span.Kind}").Should().Equal(trip.ExpectedSpans());
    }

    [Fact]
    public async Task TraceState_OnlyTraceContextOnTheWay_IsKept()
    {
        const string TraceState = "vendor=a:1,tenant@other=b";
        var caller = new Caller(Decision.Sampled);
        var headers = caller.Headers("tracecontext").Append(("tracestate", TraceState));

        var trip = await Trip.SendAsync(fleet, "net-tracecontext net-tracecontext-2 node-tracecontext net-tracecontext", headers);

        trip.Stops.Should().HaveCount(4).And.AllSatisfy(stop => stop.Header("tracestate").Should().EndWith(TraceState));
        var trace = await fleet.WaitForTraceAsync(caller.TraceId, trip.ExpectedSpans().Count());
        trace.Should().HaveSameCount(trip.ExpectedSpans()).And.AllSatisfy(span => span.TraceState.Should().EndWith(TraceState));
    }

    [Theory] // These formats have no place for it.
    [InlineData("b3")]
    [InlineData("b3multi")]
    [InlineData("jaeger")]
    public async Task TraceState_OtherFormatOnTheWay_EndsThere(string format)
    {
        var headers = new Caller(Decision.Sampled).Headers("tracecontext").Append(("tracestate", "vendor=a:1"));

        var trip = await Trip.SendAsync(fleet, $"net-tracecontext net-{format} net-tracecontext-2 net-tracecontext", headers);

        trip.Stops.Select(stop => stop.Header("tracestate")).Should().Equal("vendor=a:1", "vendor=a:1", null, null);
    }
}
