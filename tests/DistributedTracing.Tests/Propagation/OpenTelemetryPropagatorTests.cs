using System.Diagnostics;
using DistributedTracing.Propagation;
using DistributedTracing.Tests.AmbientBaggage;
using OpenTelemetry;
using OpenTelemetry.Context.Propagation;

namespace DistributedTracing.Tests.Propagation;

public sealed class OpenTelemetryPropagatorTests
{
    private static readonly Func<Dictionary<string, string[]>, string, IEnumerable<string>?> Getter =
        (carrier, name) => carrier.GetValueOrDefault(name);

    private static readonly Action<Dictionary<string, string[]>, string, string> Setter =
        (carrier, name, value) => carrier[name] = [value];

    [Theory]
    [InlineData("tracecontext")]
    [InlineData("b3")]
    [InlineData("b3multi")]
    [InlineData("jaeger")]
    public void Extract_WhatInjectWrote_IsTheSame(string format)
    {
        var propagator = new OpenTelemetryPropagator(Contexts.Propagator(format, "baggage"));
        var carrier = new Dictionary<string, string[]>();
        var sent = new PropagationContext(Contexts.Context(), Baggage.Create(new() { ["k"] = "a b", ["l"] = "€" }));

        propagator.Inject(sent, carrier, Setter);
        var received = propagator.Extract(default, carrier, Getter);

        received.ActivityContext.Should().Be(new ActivityContext(
            sent.ActivityContext.TraceId, sent.ActivityContext.SpanId, ActivityTraceFlags.Recorded, null, isRemote: true));
        received.Baggage.GetBaggage().Should().Equal(new Dictionary<string, string> { ["k"] = "a b", ["l"] = "€" });
    }

    [Theory] // With the setter of OpenTelemetry's own instrumentation.
    [InlineData("http://orders/", null, "traceparent,baggage")]
    [InlineData("http://orders/", "traceparent", "traceparent,baggage")]
    [InlineData("https://api.example.com/", null, "")]
    [InlineData("https://api.example.com/", "traceparent", "traceparent")]
    public void Inject_RequestOfHttpClient_GoesByItsHostAndLeavesWhatTheApplicationSet(string address, string? own, string names)
    {
        var propagator = new OpenTelemetryPropagator(new TracingPropagator(new PropagationOptions()));
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (own is not null)
        {
            request.Headers.Add(own, "own");
        }

        for (var attempt = 0; attempt < 2; attempt++)
        {
            propagator.Inject(new PropagationContext(Contexts.Context(), Baggage.Create(new() { ["k"] = "v" })), request, static (request, name, value) =>
            {
                request.Headers.Remove(name);
                request.Headers.Add(name, value);
            });
        }

        request.Headers.Select(header => header.Key).Should().BeEquivalentTo(names.Split(',', StringSplitOptions.RemoveEmptyEntries));
        request.Headers.TryGetValues("traceparent", out var values);
        values.Should().BeEquivalentTo(own is not null ? ["own"] : names.Length > 0 ? [Contexts.Sampled] : (string[]?)null);
    }

    [Fact] // With the setter of OpenTelemetry's own instrumentation.
    public void Inject_RequestWithBaggageOfTheApplication_LeavesIt()
    {
        var propagator = new OpenTelemetryPropagator(Contexts.Propagator("tracecontext", "baggage", "jaeger"));
        using var request = new HttpRequestMessage(HttpMethod.Get, "http://orders/");
        request.Headers.Add("baggage", "own=1");

        for (var attempt = 0; attempt < 2; attempt++)
        {
            propagator.Inject(new PropagationContext(Contexts.Context(), Baggage.Create(new() { ["k"] = "v" })), request, static (request, name, value) =>
            {
                request.Headers.Remove(name);
                request.Headers.Add(name, value);
            });
        }

        request.Headers.GetValues("baggage").Should().Equal("own=1");
        request.Headers.GetValues("uberctx-k").Should().Equal("v");
    }

    [Fact]
    public void Inject_ReadByOpenTelemetrysOwn_IsTheSame()
    {
        var carrier = new Dictionary<string, string[]>();
        new OpenTelemetryPropagator(new TracingPropagator(new PropagationOptions()))
            .Inject(new PropagationContext(Contexts.Context(traceState: "a=1"), Baggage.Create(new() { ["k"] = "a b" })), carrier, Setter);

        new TraceContextPropagator().Extract(default, carrier, Getter!).ActivityContext
            .Should().Be(new ActivityContext(Contexts.Context().TraceId, Contexts.Context().SpanId, ActivityTraceFlags.Recorded, "a=1", isRemote: true));
        new BaggagePropagator().Extract(default, carrier, Getter!).Baggage.GetBaggage("k").Should().Be("a b");
    }

    [Fact]
    public void Extract_WrittenByOpenTelemetrysOwn_IsTheSame()
    {
        var carrier = new Dictionary<string, string[]>();
        var sent = new PropagationContext(Contexts.Context(traceState: "a=1"), Baggage.Create(new() { ["k"] = "a b" }));
        new TraceContextPropagator().Inject(sent, carrier, Setter);
        new BaggagePropagator().Inject(sent, carrier, Setter);

        var received = new OpenTelemetryPropagator(new TracingPropagator(new PropagationOptions())).Extract(default, carrier, Getter);

        received.ActivityContext.TraceState.Should().Be("a=1");
        received.ActivityContext.IsRemote.Should().BeTrue();
        received.ActivityContext.SpanId.Should().Be(sent.ActivityContext.SpanId);
        received.Baggage.GetBaggage("k").Should().Be("a b");
    }

    [Fact] // What instrumentations do: new PropagationContext(activity.Context, Baggage.Current).
    public Task Inject_CurrentBaggage_WritesWhatWasSetOnTheActivityToo() => TracedFlow.RunAsync(() =>
    {
        using var flow = new TracedFlow();
        using var span = flow.Start();
        Baggage.SetBaggage("a", "1");
        span.SetBaggage("b", "2");

        InjectBaggage(Baggage.Current).Should().BeEquivalentTo("a=1", "b=2");
        Baggage.ClearBaggage();
        InjectBaggage(Baggage.Current).Should().Equal("b=2");
    });

    [Fact]
    public Task Inject_BaggageThatIsNotTheCurrent_WritesThatOnly() => TracedFlow.RunAsync(() =>
    {
        using var flow = new TracedFlow();
        using var span = flow.Start();
        Baggage.SetBaggage("a", "1");
        span.SetBaggage("b", "2");

        InjectBaggage(Baggage.Create(new() { ["c"] = "3" })).Should().Equal("c=3");
        InjectBaggage(default).Should().BeEmpty();
    });

    [Fact]
    public void Extract_NothingFound_KeepsTheGivenContext()
    {
        var given = new PropagationContext(Contexts.Context(), Baggage.Create(new() { ["k"] = "v" }));

        new OpenTelemetryPropagator(new TracingPropagator(new PropagationOptions())).Extract(given, new Dictionary<string, string[]>(), Getter)
            .Should().Be(given);
    }

    [Fact]
    public void Extract_BaggageKeyTwice_DoesNotThrow()
    {
        var carrier = new Dictionary<string, string[]> { ["baggage"] = ["k=1,k=2", "k=3"] };

        new OpenTelemetryPropagator(new TracingPropagator(new PropagationOptions())).Extract(default, carrier, Getter)
            .Baggage.GetBaggage("k").Should().Be("3", "so does OpenTelemetry's own");
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void Inject_InvalidContext_WritesBaggageOnly(bool hasTraceId, bool hasSpanId)
    {
        var invalid = new ActivityContext(hasTraceId ? ActivityTraceId.CreateRandom() : default, hasSpanId ? ActivitySpanId.CreateRandom() : default, default);
        var carrier = new Dictionary<string, string[]>();
        new OpenTelemetryPropagator(new TracingPropagator(new PropagationOptions()))
            .Inject(new PropagationContext(invalid, Baggage.Create(new() { ["k"] = "v" })), carrier, Setter);

        carrier.Keys.Should().Equal("baggage");
    }

    [Fact]
    public void Fields_AreThePropagators() =>
        new OpenTelemetryPropagator(Contexts.Propagator("b3", "baggage")).Fields.Should().BeEquivalentTo("b3", "baggage");

    [Fact] // The callback that wraps a getter is kept for the next call; another getter must not be answered by it.
    public void Extract_AnotherGetter_IsTheOneThatIsAsked()
    {
        var propagator = new OpenTelemetryPropagator(new TracingPropagator(new PropagationOptions()));
        foreach (var digit in "123")
        {
            var traceId = new string(digit, 32);
            propagator.Extract(default, new object(), (_, name) => name == "traceparent" ? [$"00-{traceId}-{Contexts.SpanId}-01"] : null)
                .ActivityContext.TraceId.ToHexString().Should().Be(traceId);
            var written = "";
            propagator.Inject(new PropagationContext(Contexts.Context(), default), new object(), (_, _, value) => written = value);
            written.Should().Be(Contexts.Sampled);
        }
    }

    [Fact]
    public void Extract_CarrierThatIsAStruct_IsRead() =>
        new OpenTelemetryPropagator(new TracingPropagator(new PropagationOptions()))
            .Extract(default, (Name: "b3", Value: $"{Contexts.TraceId}-{Contexts.SpanId}-1"), (carrier, name) => name == carrier.Name ? [carrier.Value] : null)
            .ActivityContext.IsValid().Should().BeTrue();

    [Theory]
    [InlineData("array")]
    [InlineData("values")]
    [InlineData("list")]
    [InlineData("sequence")]
    public void Extract_ListOfAnyKind_IsRead(string kind)
    {
        IEnumerable<string> List(params string[] items) => kind switch
        {
            "array" => items,
            "values" => new Microsoft.Extensions.Primitives.StringValues(items),
            "list" => items.ToList(),
            _ => items.Select(item => item),
        };
        var propagator = new OpenTelemetryPropagator(new TracingPropagator(new PropagationOptions()));

        var received = propagator.Extract(default, "", (_, name) => name switch
        {
            "traceparent" => List(Contexts.Sampled),
            "tracestate" => List("a=1", "b=2"),
            "baggage" => List("k=1", "l=2"),
            _ => List(),
        });
        var twice = propagator.Extract(default, "", (_, name) => name == "traceparent" ? List(Contexts.Sampled, Contexts.Sampled) : null);

        received.ActivityContext.TraceState.Should().Be("a=1,b=2");
        received.Baggage.GetBaggage().Should().Equal(new Dictionary<string, string> { ["k"] = "1", ["l"] = "2" });
        twice.ActivityContext.Should().Be(default(ActivityContext));
    }

    private static string[] InjectBaggage(Baggage baggage)
    {
        var carrier = new Dictionary<string, string[]>();
        new OpenTelemetryPropagator(new TracingPropagator(new PropagationOptions()))
            .Inject(new PropagationContext(Contexts.Context(), baggage), carrier, Setter);
        return carrier.TryGetValue("baggage", out var values) ? values.Single().Split(',') : [];
    }
}
