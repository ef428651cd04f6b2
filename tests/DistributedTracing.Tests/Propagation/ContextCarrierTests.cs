using System.Collections.Specialized;
using System.Diagnostics;
using DistributedTracing.Propagation;
using DistributedTracing.Tests.AmbientBaggage;

namespace DistributedTracing.Tests.Propagation;

[Collection(nameof(ProcessWide))]
public sealed class ContextCarrierTests : IDisposable
{
    private const string TraceId = "0af7651916cd43dd8448eb211c80319c";
    private const string SpanId = "b7ad6b7169203331";
    private const string TraceParent = $"00-{TraceId}-{SpanId}-01";

    private readonly Activity _span;

    public ContextCarrierTests()
    {
        AmbientPropagator.Use(Contexts.Propagator("tracecontext", "baggage"));
        _span = new Activity("test").SetIdFormat(ActivityIdFormat.W3C).SetParentId(ActivityTraceId.CreateFromString(TraceId), ActivitySpanId.CreateFromString(SpanId));
        _span.ActivityTraceFlags = ActivityTraceFlags.Recorded;
        _span.TraceStateString = "vendor=1";
        _span.AddBaggage("tenant", "acme corp");
        _span.Start();
    }

    public static TheoryData<string> Carriers => ["dictionary", "dictionary interface", "read-only dictionary", "headers", "collection", "delegates", "environment"];

    public void Dispose()
    {
        _span.Dispose();
        AmbientPropagator.Use(new TracingPropagator(new PropagationOptions()));
    }

    [Theory]
    [MemberData(nameof(Carriers))]
    public void Extract_WhatInjectWrote_IsTheCurrentSpanWithItsBaggage(string carrier)
    {
        var received = RoundTrip(carrier);

        received.IsValid.Should().BeTrue();
        received.Context.Should().Be(new ActivityContext(_span.TraceId, _span.SpanId, ActivityTraceFlags.Recorded, "vendor=1", isRemote: true));
        received.Baggage.ToList().Should().Equal([new("tenant", "acme corp")]);
    }

    [Fact]
    public void Inject_UnsampledSpan_WritesTheDecision()
    {
        _span.ActivityTraceFlags = ActivityTraceFlags.None;
        var fields = new Dictionary<string, string>();

        ContextCarrier.Inject(fields);

        fields["traceparent"].Should().Be($"00-{TraceId}-{_span.SpanId}-00");
    }

    [Fact]
    public void Inject_NoCurrentSpan_WritesNothing()
    {
        Activity.Current = null;
        var fields = new Dictionary<string, string>();

        ContextCarrier.Inject(fields);

        fields.Should().BeEmpty();
    }

    [Fact]
    public Task Inject_NoCurrentSpanButBaggage_WritesThat() => TracedFlow.RunAsync(() =>
    {
        TraceBaggage.Set("tenant", "acme");
        var fields = new Dictionary<string, string>();

        ContextCarrier.Inject(fields);

        fields.Should().Equal(new Dictionary<string, string> { ["baggage"] = "tenant=acme" });
    });

    [Fact]
    public Task Extract_IntoAnotherFlow_RestoresTheBaggage() => TracedFlow.RunAsync(() =>
    {
        TraceBaggage.Replace(ContextCarrier.Extract(new Dictionary<string, string> { ["baggage"] = "tenant=acme%20corp" }).Baggage);

        TraceBaggage.Items.Should().Equal(new Dictionary<string, string> { ["tenant"] = "acme corp" });
    });

    [Fact]
    public void Inject_FieldThatIsThereAlready_TakesItsPlace()
    {
        using var request = new HttpRequestMessage();
        request.Headers.Add("traceparent", "old");
        var fields = new NameValueCollection { ["traceparent"] = "old" };

        ContextCarrier.Inject(request.Headers);
        ContextCarrier.Inject(fields);

        request.Headers.GetValues("traceparent").Should().ContainSingle().Which.Should().NotBe("old");
        fields.GetValues("traceparent").Should().ContainSingle().Which.Should().NotBe("old");
    }

    [Fact]
    public void InjectIntoEnvironment_Always_NamesVariablesInCapitals()
    {
        AmbientPropagator.Use(Contexts.Propagator("b3multi", "baggage"));
        var variables = new Dictionary<string, string?>();

        ContextCarrier.InjectIntoEnvironment(variables);

        variables.Keys.Should().BeEquivalentTo("X_B3_TRACEID", "X_B3_SPANID", "X_B3_SAMPLED", "BAGGAGE");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("garbage")]
    [InlineData($"00-{TraceId}-0000000000000000-01")]
    [InlineData(TraceParent + "," + TraceParent)]
    public void Extract_NothingOrMalformed_IsNotValid(string? traceParent)
    {
        var fields = new Dictionary<string, string>();
        if (traceParent is not null)
        {
            fields["traceparent"] = traceParent;
        }

        var received = ContextCarrier.Extract(fields);

        received.IsValid.Should().BeFalse();
        received.Baggage.Should().BeEmpty();
    }

    [Fact]
    public void Extract_TwoHeadersOfOneName_IsNotValid()
    {
        using var request = new HttpRequestMessage();
        request.Headers.TryAddWithoutValidation("traceparent", [TraceParent, TraceParent]);

        ContextCarrier.Extract(request.Headers).IsValid.Should().BeFalse();
    }

    [Theory] // The keys are part of the names, so the carrier has to be listed.
    [InlineData("dictionary")]
    [InlineData("dictionary interface")]
    [InlineData("read-only dictionary")]
    [InlineData("headers")]
    [InlineData("collection")]
    public void Extract_JaegerBaggage_IsFoundInWhatCanBeListed(string carrier)
    {
        AmbientPropagator.Use(Contexts.Propagator("jaeger"));

        var received = RoundTrip(carrier);

        received.Context.SpanId.Should().Be(_span.SpanId);
        received.Baggage.ToList().Should().Equal([new("tenant", "acme corp")]);
    }

    [Fact]
    public void Extract_Baggage_IsInTheOrderOfTheHeader() =>
        ContextCarrier.Extract(new Dictionary<string, string> { ["baggage"] = "b=1,a=2,b=3" }).Baggage.ToList().Should().Equal([new("b", "3"), new("a", "2")]);

    [Fact] // The sampler decides when the context becomes a parent.
    public void Extract_DeferredDecision_IsValidAndNotSampled()
    {
        AmbientPropagator.Use(Contexts.Propagator("b3"));

        var received = ContextCarrier.Extract(new Dictionary<string, string> { ["b3"] = $"{TraceId}-{SpanId}" });

        received.IsValid.Should().BeTrue();
        (received.Context.TraceFlags & ActivityTraceFlags.Recorded).Should().Be(ActivityTraceFlags.None);
    }

    [Fact]
    public void Default_OfTheContext_IsEmpty()
    {
        default(PropagatedContext).IsValid.Should().BeFalse();
        default(PropagatedContext).Baggage.Should().BeEmpty();
    }

    private static PropagatedContext RoundTrip(string carrier)
    {
        var fields = new Dictionary<string, string>();
        switch (carrier)
        {
            case "dictionary":
                ContextCarrier.Inject(fields);
                return ContextCarrier.Extract(fields);
            case "dictionary interface":
                IDictionary<string, string> mutable = new SortedList<string, string>();
                ContextCarrier.Inject(mutable);
                return ContextCarrier.Extract(mutable);
            case "read-only dictionary":
                ContextCarrier.Inject(fields);
                return ContextCarrier.Extract(new System.Collections.Concurrent.ConcurrentDictionary<string, string>(fields));
            case "headers":
                using (var request = new HttpRequestMessage())
                {
                    ContextCarrier.Inject(request.Headers);
                    return ContextCarrier.Extract(request.Headers);
                }

            case "collection":
                var collection = new NameValueCollection();
                ContextCarrier.Inject(collection);
                return ContextCarrier.Extract(collection);
            case "delegates":
                ContextCarrier.Inject(fields, (target, name, value) => target.Add("x-" + name, value));
                return ContextCarrier.Extract(fields, (source, name) => source.GetValueOrDefault("x-" + name));
            default:
                var variables = new Dictionary<string, string?>();
                ContextCarrier.InjectIntoEnvironment(variables);
                foreach (var (name, value) in variables)
                {
                    Environment.SetEnvironmentVariable(name, value);
                }

                try
                {
                    return ContextCarrier.ExtractFromEnvironment();
                }
                finally
                {
                    foreach (var name in variables.Keys)
                    {
                        Environment.SetEnvironmentVariable(name, null);
                    }
                }
        }
    }
}
