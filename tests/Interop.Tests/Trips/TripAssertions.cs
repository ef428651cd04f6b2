using Interop.Tests.Services;

namespace Interop.Tests.Trips;

internal static class TripAssertions
{
    /// <summary>
    /// Sends a sampled request and asserts that every service was reached by the context of the one before it, in that one's format,
    /// and that the spans of all of them are one chain below the caller's.
    /// </summary>
    public static async Task ShouldBeOneTraceAsync(this Fleet fleet, string route, Caller caller)
    {
        var trip = await Trip.SendAsync(fleet, route, caller.Headers(Fleet.FormatOf(route.Split(' ')[0])));

        ShouldCarry(trip, caller);
        var trace = await fleet.WaitForTraceAsync(caller.TraceId, trip.ExpectedSpans().Count());
        var chain = Trip.ChainBelow(caller.SpanId, trace);
        chain.Select(span => $"{span.Service} {span.Kind}").Should().Equal(trip.ExpectedSpans());
        trace.Should().HaveSameCount(chain, "no span may be beside the chain");
        trip.Stops.Skip(1).Select(stop => SentContext.Of(stop).SpanId).Should().Equal(
            chain.Where(span => span.Kind == System.Diagnostics.ActivityKind.Client).Select(span => span.SpanId), "the parent is the span of the call");
    }

    /// <summary>Sends an unsampled request and asserts that every service was told so, and that none exported a span.</summary>
    public static async Task ShouldBeUnsampledAsync(this Fleet fleet, string route, Caller caller)
    {
        var trip = await Trip.SendAsync(fleet, route, caller.Headers(Fleet.FormatOf(route.Split(' ')[0])));

        ShouldCarry(trip, caller);

        // When the spans of a later trip have arrived from all services, this one's would have as well.
        await fleet.ShouldBeOneTraceAsync(route, new Caller(Decision.Sampled));
        fleet.TraceOf(caller.TraceId).Should().BeEmpty();
    }

    private static void ShouldCarry(Trip trip, Caller caller)
    {
        trip.Stops.Should().HaveSameCount(trip.Route);
        var writers = trip.Route.Select(Fleet.FormatOf).SkipLast(1);
        trip.Stops.Skip(1).Select(SentContext.Of).Should().SatisfyRespectively(writers.Select(format => (Action<SentContext>)(sent =>
        {
            sent.Format.Should().Be(format);
            sent.TraceId.Should().Be(caller.TraceId);
            sent.Decision.Should().Be(caller.DecisionSentOn);
        })));
        trip.Stops.Should().AllSatisfy(stop => stop.Baggage.Should().BeEquivalentTo(Caller.Baggage));
    }
}
