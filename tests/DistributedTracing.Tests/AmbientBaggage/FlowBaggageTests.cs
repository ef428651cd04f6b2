using System.Diagnostics;
using DistributedTracing.AmbientBaggage;
using OpenTelemetry;
using static DistributedTracing.Tests.AmbientBaggage.TracedFlow;

namespace DistributedTracing.Tests.AmbientBaggage;

/// <summary>.NET's store and OpenTelemetry's as one.</summary>
public sealed class FlowBaggageTests : IDisposable
{
    private readonly TracedFlow _flow = new();

    [Fact]
    public Task Start_ItemSetThroughEitherStore_IsInBoth() => RunAsync(() =>
    {
        using var outer = _flow.Start();
        outer.SetBaggage("a", "1");
        Baggage.SetBaggage("b", "2");
        (Read(), Sent()).Should().Be(("a=1,b=2", "a=1,b=2"), "reading and sending merge without waiting for a span");

        using var inner = _flow.Start();

        (Read(), ReadOpenTelemetrys(), ReadActivitys(), Sent()).Should().Be(("a=1,b=2", "a=1,b=2", "a=1,b=2", "a=1,b=2"));
    });

    [Fact]
    public Task Start_ItemSetBeforeTheSpan_ReachesIt() => RunAsync(() =>
    {
        Baggage.SetBaggage("a", "1");
        using var span = _flow.Start();
        (Read(), ReadActivitys(), Sent()).Should().Be(("a=1", "a=1", "a=1"));
    });

    [Fact]
    public Task OpenTelemetrysWrite_InASpanOfAChildFlow_IsNotSeenByTheParent() => RunAsync(async () =>
    {
        using var span = _flow.Start();
        Baggage.SetBaggage("a", "1");
        await ChildAsync();

        (Read(), ReadOpenTelemetrys(), Sent()).Should().Be(("a=1", "a=1", "a=1"));

        async Task ChildAsync()
        {
            using var inner = _flow.Start();
            Baggage.SetBaggage("a", "2");
            Baggage.SetBaggage("b", "2");
            await Task.Yield();
            (Read(), ReadOpenTelemetrys(), Sent()).Should().Be(("a=2,b=2", "a=2,b=2", "a=2,b=2"));
        }
    });

    [Fact]
    public Task OpenTelemetrysWrite_InASpanOfAChildFlowThatStartedWithNothing_IsNotSeenByTheParent() => RunAsync(async () =>
    {
        Baggage.Current = default;
        await Task.Run(() =>
        {
            using var inner = _flow.Start();
            Baggage.SetBaggage("b", "2");
        });

        ReadOpenTelemetrys().Should().BeEmpty();
    });

    [Fact]
    public Task OpenTelemetrysRemoval_OfAnItemOfTheActivity_IsForAll() => RunAsync(() =>
    {
        using var outer = _flow.Start();
        outer.SetBaggage("a", "1");
        using var middle = _flow.Start();
        Baggage.RemoveBaggage("a");
        (Read(), Sent()).Should().Be(("", ""));

        using (_flow.Start())
        {
            (Read(), ReadOpenTelemetrys(), ReadActivitys(), Sent()).Should().Be(("", "", "", ""));
        }

        (Read(), Sent()).Should().Be(("", ""));
    });

    [Fact]
    public Task ActivitysRemoval_OfAnItemOfOpenTelemetry_IsForAll() => RunAsync(() =>
    {
        Baggage.SetBaggage("a", "1");
        using var outer = _flow.Start();
        outer.SetBaggage("a", null);

        (Read(), Sent()).Should().Be(("", ""));
        using var inner = _flow.Start();
        (Read(), ReadOpenTelemetrys(), ReadActivitys(), Sent()).Should().Be(("", "", "", ""));
    });

    [Fact]
    public Task BothChanged_TheSameItem_OpenTelemetrysCounts() => RunAsync(() =>
    {
        using var outer = _flow.Start();
        Baggage.SetBaggage("a", "opentelemetry");
        outer.SetBaggage("a", "activity");

        (Read(), Sent()).Should().Be(("a=opentelemetry", "a=opentelemetry"));
        using var inner = _flow.Start();
        (Read(), ReadOpenTelemetrys(), ReadActivitys()).Should().Be(("a=opentelemetry", "a=opentelemetry", "a=opentelemetry"));
    });

    [Fact]
    public Task BothChanged_WithASpanBetween_TheLaterCounts() => RunAsync(() =>
    {
        using var outer = _flow.Start();
        Baggage.SetBaggage("a", "1");
        using var middle = _flow.Start();
        middle.SetBaggage("a", "2");
        Read().Should().Be("a=2");
        using (_flow.Start())
        {
            (Read(), ReadOpenTelemetrys()).Should().Be(("a=2", "a=2"));
        }

        middle.Dispose();
        (Read(), ReadOpenTelemetrys()).Should().Be(("a=1", "a=1"), "what was set on a span is not there when it has ended");
    });

    [Fact]
    public Task BothChanged_OursAndTheActivitys_TheLaterCounts() => RunAsync(() =>
    {
        using var span = _flow.Start();
        span.SetBaggage("a", "1");
        TraceBaggage.Set("a", "2");
        Read().Should().Be("a=2");
        span.SetBaggage("a", "3");
        Read().Should().Be("a=3");
        TraceBaggage.Remove("a");
        Read().Should().BeEmpty();
    });

    [Fact]
    public Task End_ItemsOfTheSpan_EndWithIt() => RunAsync(() =>
    {
        using var outer = _flow.Start();
        outer.SetBaggage("outer", "1");
        using (var inner = _flow.Start())
        {
            inner.SetBaggage("inner", "1");
            using (_flow.Start())
            {
                ReadOpenTelemetrys().Should().Be("inner=1,outer=1");
            }

            TraceBaggage.Set("flow", "1");
            Baggage.SetBaggage("ambient", "1");
        }

        (Read(), ReadOpenTelemetrys(), Sent()).Should().Be(("ambient=1,flow=1,outer=1", "ambient=1,flow=1", "ambient=1,flow=1,outer=1"));
        outer.Dispose();
        (Read(), ReadOpenTelemetrys(), Sent()).Should().Be(("ambient=1,flow=1", "ambient=1,flow=1", "ambient=1,flow=1"));
    });

    [Fact]
    public Task End_InAnotherFlow_ChangesNothingThere() => RunAsync(async () =>
    {
        using var outer = _flow.Start();
        var inner = _flow.Start();
        inner.SetBaggage("inner", "1");
        Activity.Current = outer;
        await Task.Run(() =>
        {
            Baggage.SetBaggage("mine", "1");
            inner.Dispose();
            (Read(), ReadOpenTelemetrys()).Should().Be(("mine=1", "mine=1"));
        });
    });

    [Fact]
    public Task Start_SpanOfAnotherTrace_TakesTheFlowsItemsAlong() => RunAsync(() =>
    {
        using var request = _flow.Start();
        request.SetBaggage("tenant", "acme");
        using var handling = _flow.Start();
        using (var job = _flow.Source.StartActivity("job", ActivityKind.Consumer, Remote())!)
        {
            job.Parent.Should().BeNull();
            job.SetBaggage("job", "7");
            (Read(), ReadOpenTelemetrys(), ReadActivitys(), Sent())
                .Should().Be(("job=7,tenant=acme", "tenant=acme", "job=7,tenant=acme", "job=7,tenant=acme"));
        }

        (Read(), ReadOpenTelemetrys(), Sent()).Should().Be(("tenant=acme", "tenant=acme", "tenant=acme"));
    });

    [Fact]
    public Task Start_SpanThatBringsItemsAlong_KeepsThemOverTheFlowsOlderOnes() => RunAsync(() =>
    {
        Baggage.SetBaggage("tenant", "of the last message");
        using var span = _flow.Source.CreateActivity("message", ActivityKind.Consumer, Remote())!;
        span.AddBaggage("tenant", "of this message");
        span.Start();

        const string This = "tenant=of this message";
        (Read(), ReadOpenTelemetrys(), ReadActivitys()).Should().Be((This, This, This));
    });

    [Fact]
    public Task Start_MessageAfterMessageInOneFlow_EachHasItsOwnItems() => RunAsync(() =>
    {
        foreach (var tenant in "abc".Select(letter => letter.ToString()))
        {
            using var span = _flow.Source.StartActivity("message", ActivityKind.Consumer, Remote())!;
            span.AddBaggage(tenant, "1");
            using var inner = _flow.Start();
            (Read(), ReadOpenTelemetrys(), Sent()).Should().Be(($"{tenant}=1", $"{tenant}=1", $"{tenant}=1"));
        }

        (Read(), ReadOpenTelemetrys()).Should().Be(("", ""));
    });

    [Fact]
    public Task NoCurrentSpan_InsideOne_KeepsTheFlowsItems() => RunAsync(() =>
    {
        using var span = _flow.Start();
        span.SetBaggage("a", "1");
        using var inner = _flow.Start();
        Activity.Current = null;
        (Read(), Sent()).Should().Be(("a=1", "a=1"));
        TraceBaggage.Set("b", "2");
        (Read(), ReadOpenTelemetrys(), Sent()).Should().Be(("a=1,b=2", "a=1,b=2", "a=1,b=2"));
        Activity.Current = span;
        (Read(), Sent()).Should().Be(("a=1,b=2", "a=1,b=2"));
    });

    [Fact]
    public Task UnrecordedActivity_WithItems_SendsThemWithTheFlows() => RunAsync(() =>
    {
        using var recorded = _flow.Start();
        Baggage.SetBaggage("a", "1");
        using var unrecorded = new Activity("System.Net.Http.HttpRequestOut").Start();
        unrecorded.SetBaggage("b", "2");
        TraceBaggage.Set("c", "3");
        (Read(), Sent()).Should().Be(("a=1,b=2,c=3", "a=1,b=2,c=3"));
        unrecorded.Dispose();
        (Read(), Sent()).Should().Be(("a=1,c=3", "a=1,c=3"));
    });

    [Fact]
    public Task BeginRequest_WithItems_HasNoneButThose() => RunAsync(async () =>
    {
        TraceBaggage.Set("before", "1");
        await Task.Run(() =>
        {
            using var request = new Activity("request").AddBaggage("tenant", "acme").Start();
            FlowBaggage.BeginRequest(request);
            (Read(), ReadOpenTelemetrys(), Sent()).Should().Be(("tenant=acme", "tenant=acme", "tenant=acme"));
            Baggage.SetBaggage("later", "1");
            FlowBaggage.BeginRequest(request);
            Read().Should().Be("later=1,tenant=acme", "a request begins once");
        });

        (Read(), ReadOpenTelemetrys()).Should().Be(("before=1", "before=1"));
    });

    [Fact]
    public Task BeginRequest_InAFlowWithAHolder_DoesNotShareIt() => RunAsync(async () =>
    {
        Baggage.SetBaggage("before", "1");
        await Task.Run(() =>
        {
            FlowBaggage.BeginRequest(null);
            (Read(), ReadOpenTelemetrys(), Sent()).Should().Be(("", "", ""));
            Baggage.SetBaggage("mine", "1");
        });

        ReadOpenTelemetrys().Should().Be("before=1");
    });

    [Fact]
    public Task AnyStep_WithoutBaggage_AllocatesNothingAndLeavesTheContextAlone() => RunAsync(() =>
    {
        using var processor = new BaggageProcessor(new BaggageOptions { SpanAttributes = { "tenant" } });
        using var span = _flow.Start();
        var context = ExecutionContext.Capture();

        Allocations.Of(() =>
        {
            processor.OnStart(span);
            FlowBaggage.BeginRequest(span);
            FlowBaggage.ToSend(span);
            FlowBaggage.Of(span);
            processor.OnEnd(span);
        }).Should().Be(0);

        ExecutionContext.Capture().Should().BeSameAs(context, "to write an AsyncLocal copies the context");
    });

    public void Dispose() => _flow.Dispose();

    private static ActivityContext Remote() =>
        new(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded, isRemote: true);
}
