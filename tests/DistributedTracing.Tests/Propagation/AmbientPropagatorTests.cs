using System.Diagnostics;
using DistributedTracing.Propagation;

namespace DistributedTracing.Tests.Propagation;

[Collection(nameof(ProcessWide))]
public sealed class AmbientPropagatorTests : IDisposable
{
    private readonly DistributedContextPropagator _before = DistributedContextPropagator.Current;

    [Fact]
    public void Use_AfterAHandlerTookThePropagator_ReachesTheHandler()
    {
        AmbientPropagator.Install();
        var captured = DistributedContextPropagator.Current;

        AmbientPropagator.Use(Contexts.Propagator("b3"));

        captured.Should().BeSameAs(DistributedContextPropagator.Current);
        captured.Fields.Should().Equal("b3");
        captured.ExtractTraceIdAndState(new Headers(("b3", $"{Contexts.TraceId}-{Contexts.SpanId}-1")), Headers.Getter, out var traceParent, out _);
        traceParent.Should().Be(Contexts.Sampled);
        using var activity = new Activity("a").Start();
        var headers = new Headers();
        captured.Inject(activity, headers, Headers.Setter);
        headers.Keys.Should().Equal("b3");
    }

    [Fact] // A handler asks once, possibly before the options are known.
    public void Fields_BeforeUse_AreThoseOfEveryFormat() =>
        new AmbientPropagator().Fields.Should().BeEquivalentTo(
            "traceparent", "tracestate", "b3", "X-B3-TraceId", "X-B3-SpanId", "X-B3-ParentSpanId", "X-B3-Sampled", "X-B3-Flags", "uber-trace-id", "baggage");

    [Fact]
    public void Use_Twice_TheLastWins()
    {
        AmbientPropagator.Use(Contexts.Propagator("b3"));
        AmbientPropagator.Use(Contexts.Propagator("tracecontext", "baggage"));

        DistributedContextPropagator.Current.Fields.Should().Equal("traceparent", "tracestate", "baggage");
        DistributedContextPropagator.Current.ExtractBaggage(new Headers(("baggage", "k=v")), Headers.Getter)
            .Should().ContainSingle().Which.Should().Be(new KeyValuePair<string, string?>("k", "v"));
    }

    public void Dispose()
    {
        AmbientPropagator.Use(new TracingPropagator(new PropagationOptions()));
        DistributedContextPropagator.Current = _before;
    }
}
