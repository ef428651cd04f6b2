using System.Diagnostics;
using DistributedTracing.Propagation;

namespace DistributedTracing.Tests.Propagation;

public sealed class TracingPropagatorTests
{
    private const string Other = "11111111111111111111111111111111";

    [Theory]
    [InlineData("tracecontext", Contexts.TraceId)]
    [InlineData("tracecontext,b3,b3multi", Contexts.TraceId)]
    [InlineData("b3,tracecontext", "22222222222222222222222222222222")]
    [InlineData("b3multi,b3,tracecontext", "33333333333333333333333333333333")]
    [InlineData("jaeger,b3multi", "44444444444444444444444444444444")]
    public void Extract_SeveralFormatsPresent_TakesTheFirstListed(string formats, string traceId) =>
        Contexts.Propagator(formats.Split(',')).Extract(AllFormats())![3..35].Should().Be(traceId);

    [Fact]
    public void Extract_FirstFormatInvalid_TakesTheNext()
    {
        var headers = new Headers(("traceparent", "broken"), ("tracestate", "a=1"), ("b3", $"{Other}-{Contexts.SpanId}-1"));

        new TracingPropagator(new PropagationOptions()).Extract(headers, out var traceState).Should().Be($"00-{Other}-{Contexts.SpanId}-01");
        traceState.Should().BeNull("it belongs to the traceparent that was refused");
    }

    [Fact]
    public void Extract_Default_ReadsEveryFormat()
    {
        var propagator = new TracingPropagator(new PropagationOptions());
        foreach (var format in new[] { "tracecontext", "b3", "b3multi", "jaeger" })
        {
            propagator.Extract(Contexts.Propagator(format).Inject(Contexts.Context())).Should().Be(Contexts.Sampled, format);
        }
    }

    [Fact]
    public void Extract_FormatNotListed_IsNotRead() => Contexts.Propagator("b3").Extract(new Headers(("traceparent", Contexts.Sampled))).Should().BeNull();

    [Fact]
    public void Inject_None_WritesNothing() => Contexts.Propagator("none").Inject(Contexts.Context()).Should().BeEmpty();

    [Fact]
    public void Inject_FormatNameInAnotherCase_IsTheSame() =>
        Contexts.Propagator("TraceContext", "tracecontext").Inject(Contexts.Context()).Keys.Should().Equal("traceparent");

    [Theory]
    [InlineData("tracecontext", "traceparent tracestate")]
    [InlineData("b3", "b3")]
    [InlineData("b3multi", "X-B3-TraceId X-B3-SpanId X-B3-ParentSpanId X-B3-Sampled X-B3-Flags")]
    [InlineData("jaeger", "uber-trace-id")]
    [InlineData("b3,baggage", "b3 baggage")]
    [InlineData("none", "")]
    public void Fields_OfInjectedFormats_AreListed(string formats, string fields) =>
        Contexts.Propagator(formats.Split(',')).Fields.Should().Equal(fields.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    [Fact]
    public void Fields_HoldEverythingThatInjectWrites()
    {
        var propagator = Contexts.Propagator("tracecontext", "b3", "b3multi", "baggage");
        using var recorded = new RecordedSource();
        using var activity = recorded.Source.StartActivity("a")!;
        activity.TraceStateString = "a=1";
        activity.SetBaggage("k", "v");
        var headers = new Headers();

        propagator.Inject(activity, headers, Headers.Setter);

        headers.Keys.Should().BeSubsetOf(propagator.Fields).And.HaveCount(7);
    }

    [Fact]
    public void Inject_RecordedActivity_WritesItsContextAndBaggage()
    {
        using var recorded = new RecordedSource();
        using var activity = recorded.Source.StartActivity("a", ActivityKind.Client, Contexts.Context(traceState: "a=1"))!;
        activity.SetBaggage("k", "v");

        Inject(activity).Should().Equal(new Headers(
            ("traceparent", $"00-{Contexts.TraceId}-{activity.SpanId}-01"), ("tracestate", "a=1"), ("baggage", "k=v")));
    }

    [Theory] // https://www.w3.org/TR/trace-context-2/#random-trace-id-flag
    [InlineData(ActivitySamplingResult.AllDataAndRecorded, "03")]
    [InlineData(ActivitySamplingResult.PropagationData, "02")]
    public void Inject_ChildOfARandomTraceId_KeepsTheRandomFlag(ActivitySamplingResult sampling, string flags)
    {
        using var source = new RecordedSource(sampling);
        using var activity = source.Source.StartActivity("a", ActivityKind.Server, Contexts.Context((ActivityTraceFlags)2))!;

        Inject(activity)["traceparent"].Should().Be($"00-{Contexts.TraceId}-{activity.SpanId}-{flags}");
    }

    [Fact]
    public void Inject_UnsampledActivity_StillWritesItsContext()
    {
        using var source = new RecordedSource(ActivitySamplingResult.PropagationData);
        using var activity = source.Source.StartActivity("a", ActivityKind.Server, Contexts.Context(ActivityTraceFlags.None))!;

        Inject(activity).Should().Equal(new Headers(("traceparent", $"00-{Contexts.TraceId}-{activity.SpanId}-00")));
    }

    [Theory] // HttpClient makes an activity without a source when its own source is not recorded.
    [InlineData(true)]
    [InlineData(false)]
    public void Inject_UnexportedActivityOfHttpClient_WritesTheSpanAroundIt(bool isRecorded)
    {
        using var source = new RecordedSource(isRecorded ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.PropagationData);
        using var around = source.Source.StartActivity("around")!;
        using var activity = new Activity("System.Net.Http.HttpRequestOut").Start();

        Inject(activity)["traceparent"].Should().Be($"00-{around.TraceId}-{around.SpanId}-{(isRecorded ? "03" : "02")}");
    }

    [Fact]
    public void Inject_OwnRecordedActivityWithoutASource_WritesItsContext()
    {
        using var source = new RecordedSource();
        using var around = source.Source.StartActivity("around")!;
        using var activity = new Activity("of the application").Start();

        Inject(activity)["traceparent"].Should().Be($"00-{around.TraceId}-{activity.SpanId}-03");
    }

    [Fact]
    public void Inject_ActivityWithoutSourceOrParent_WritesItself()
    {
        var outer = Activity.Current;
        Activity.Current = null;
        using var activity = new Activity("a").Start();

        Inject(activity)["traceparent"].Should().Be($"00-{activity.TraceId}-{activity.SpanId}-02", "its id is random, and nobody records it");
        activity.Stop();
        Activity.Current = outer;
    }

    [Theory] // https://www.w3.org/TR/trace-context-2/#random-trace-id-flag; no processor ever sees an activity that is not recorded.
    [InlineData(0, "00")]
    [InlineData(1, "01")]
    [InlineData(2, "02")]
    [InlineData(3, "03")]
    public void Inject_UnrecordedDescendantOfACaller_HasTheRandomFlagOfTheCaller(int flags, string expected)
    {
        using var source = new RecordedSource(ActivitySamplingResult.PropagationData);
        using var server = source.Source.StartActivity("server", ActivityKind.Server, Contexts.Context((ActivityTraceFlags)flags))!;
        server.ActivityTraceFlags = (ActivityTraceFlags)flags;
        using var child = new Activity("child").Start();
        using var grandchild = new Activity("grandchild").Start();

        Inject(grandchild)["traceparent"].Should().EndWith($"-{expected}");
    }

    [Fact]
    public void Inject_UnexportedActivityOfHttpClientAlone_WritesNothing()
    {
        var outer = Activity.Current;
        Activity.Current = null;
        using var activity = new Activity("System.Net.Http.HttpRequestOut").Start();

        Inject(activity).Should().BeEmpty();
        activity.Stop();
        Activity.Current = outer;
    }

    [Theory] // ASP.NET Core makes an activity without a source when its own source is not recorded, as with tracing off.
    [InlineData(Contexts.Sampled)]
    [InlineData(Contexts.Unsampled)]
    public void Inject_UnexportedActivityOfTheServer_WritesItsCaller(string traceParent)
    {
        using var request = new Activity("Microsoft.AspNetCore.Hosting.HttpRequestIn").SetParentId(traceParent);
        request.TraceStateString = "a=1";
        request.Start();
        using var call = new Activity("System.Net.Http.HttpRequestOut").Start();

        Inject(call).Should().Equal(new Headers(("traceparent", traceParent), ("tracestate", "a=1")));
        Inject(request).Should().Equal(new Headers(("traceparent", traceParent), ("tracestate", "a=1")));
    }

    [Fact]
    public void Inject_UnexportedActivitiesInEachOther_WritesTheSpanAroundThemAll()
    {
        using var source = new RecordedSource();
        using var around = source.Source.StartActivity("around")!;
        using var unrecorded = new Activity("of the application").Start();
        unrecorded.ActivityTraceFlags = ActivityTraceFlags.None;
        using var activity = new Activity("System.Net.Http.HttpRequestOut").Start();

        Inject(activity)["traceparent"].Should().Be($"00-{around.TraceId}-{around.SpanId}-03");
    }

    [Fact]
    public void Inject_HierarchicalActivity_WritesNothing()
    {
        using var activity = new Activity("a").SetIdFormat(ActivityIdFormat.Hierarchical).Start();
        Inject(activity).Should().BeEmpty();
    }

    [Fact]
    public void AnyCall_WithoutActivityOrCallback_DoesNothing()
    {
        var propagator = new TracingPropagator(new PropagationOptions());
        var headers = new Headers();
        propagator.Inject(null, headers, Headers.Setter);
        using var activity = new Activity("a").Start();
        propagator.Inject(activity, headers, null);
        propagator.ExtractTraceIdAndState(headers, null, out var traceParent, out var traceState);

        headers.Should().BeEmpty();
        traceParent.Should().BeNull();
        traceState.Should().BeNull();
        propagator.ExtractBaggage(headers, null).Should().BeNull();
    }

    [Fact]
    public void Extract_WithoutAnyHeader_AllocatesNothing()
    {
        var propagator = new TracingPropagator(new PropagationOptions());
        var headers = new Headers();

        Allocations.Of(() =>
        {
            propagator.ExtractTraceIdAndState(headers, Headers.Getter, out _, out _);
            propagator.ExtractBaggage(headers, Headers.Getter);
        }).Should().Be(0);
    }

    [Fact]
    public void Extract_TraceParentAndTraceState_AllocatesNothing()
    {
        var propagator = new TracingPropagator(new PropagationOptions());
        var headers = new Headers(("traceparent", Contexts.Sampled), ("tracestate", "rojo=00f067aa0ba902b7, congo=t61rcWkgMzE"));

        Allocations.Of(() => propagator.ExtractTraceIdAndState(headers, Headers.Getter, out _, out _)).Should().Be(0);
    }

    private static Headers Inject(Activity activity)
    {
        var headers = new Headers();
        new TracingPropagator(new PropagationOptions()).Inject(activity, headers, Headers.Setter);
        return headers;
    }

    private static Headers AllFormats() => new(
        ("traceparent", Contexts.Sampled),
        ("b3", $"22222222222222222222222222222222-{Contexts.SpanId}-1"),
        ("X-B3-TraceId", "33333333333333333333333333333333"),
        ("X-B3-SpanId", Contexts.SpanId),
        ("uber-trace-id", $"44444444444444444444444444444444:{Contexts.SpanId}:0:1"));

    [Theory]
    [InlineData("tracecontext")]
    [InlineData("b3")]
    [InlineData("b3multi")]
    [InlineData("jaeger")]
    public void TryExtract_AnyFormat_IsWhatTheTraceParentSays(string format)
    {
        var propagator = Contexts.Propagator(format);
        foreach (var flags in new[] { ActivityTraceFlags.None, ActivityTraceFlags.Recorded })
        {
            var headers = propagator.Inject(Contexts.Context(flags));
            propagator.TryExtract(headers, Headers.Getter, out ActivityContext context).Should().BeTrue();

            context.Should().Be(new ActivityContext(Contexts.Context().TraceId, Contexts.Context().SpanId, flags, null, isRemote: true));
            propagator.Extract(headers).Should().Be(flags == ActivityTraceFlags.None ? Contexts.Unsampled : Contexts.Sampled);
        }
    }

    [Theory]
    [InlineData("b3")]
    [InlineData("b3multi")]
    [InlineData("jaeger")]
    public void Extract_OtherFormat_AllocatesTheTraceParentOnly(string format)
    {
        var headers = Contexts.Propagator(format).Inject(Contexts.Context());
        var propagator = new TracingPropagator(new PropagationOptions());

        string? extracted = null;

        Allocations.Of(() => propagator.ExtractTraceIdAndState(headers, Headers.Getter, out extracted, out _))
            .Should().Be(Allocations.Of(() => extracted = new string('x', 55)));
    }
}
