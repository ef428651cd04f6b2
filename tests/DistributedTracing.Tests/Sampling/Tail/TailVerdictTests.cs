using System.Diagnostics;
using DistributedTracing.Propagation;
using DistributedTracing.Sampling;
using DistributedTracing.Sampling.Tail;
using OpenTelemetry.Trace;

namespace DistributedTracing.Tests.Sampling.Tail;

public sealed class TailVerdictTests
{
    // Kept at a ratio of one half (th:8) and left out at it.
    private static readonly ActivityTraceId High = ActivityTraceId.CreateFromString("0af7651916cd43dd84c0000000000000");
    private static readonly ActivityTraceId Low = ActivityTraceId.CreateFromString("0af7651916cd43dd8440000000000000");

    [Fact]
    public void Trace_WithAFailure_IsExportedWhole()
    {
        using var tracing = new TailFixture(ratio: 0);

        var root = tracing.Trace(fails: true);

        tracing.Exported.Names.Should().Equal("child", "root");
        tracing.Exported.Spans.Should().AllSatisfy(span =>
        {
            span.ActivityTraceFlags.Should().Be(ActivityTraceFlags.Recorded | ContextFlags.RandomTraceId);
            span.TraceStateString.Should().Be("ot=th:0");
        });
        root.Reason().Should().Be("error");
        tracing.Exported.Spans.First().Reason().Should().BeNull();
        tracing.Tail.Counts.Of(DecisionCause.RootEnded, TailOutcome.KeptByTail).Should().Be(1);
    }

    [Fact]
    public void Trace_WithNothingToSee_IsLeftOutAndCounted()
    {
        using var tracing = new TailFixture(ratio: 0);

        tracing.Trace(fails: false);

        tracing.Exported.Spans.Should().BeEmpty();
        tracing.Tail.Counts.Of(DecisionCause.RootEnded, TailOutcome.LeftOut).Should().Be(1);
        tracing.Tail.Counts.SpansLeftOut.Should().Be(2);
    }

    [Theory]
    [InlineData(999, false)]
    [InlineData(1_000, true)]
    public void Trace_ByDuration_IsKeptFromTheLimitOn(int milliseconds, bool isKept)
    {
        using var tracing = new TailFixture(ratio: 0);

        var root = tracing.Root().EndAfter(TimeSpan.FromMilliseconds(milliseconds));

        tracing.Exported.Spans.Should().HaveCount(isKept ? 1 : 0);
        root.Reason().Should().Be(isKept ? "slow" : null);
    }

    [Fact]
    public void Keep_WithNothingOn_LeavesTheHeadsDecision()
    {
        using var tracing = new TailFixture(ratio: 0, tail =>
        {
            tail.Keep.Errors = false;
            tail.Keep.SlowerThan = TimeSpan.Zero;
        });

        tracing.Root().EndAfter(TimeSpan.FromDays(1));
        tracing.Trace(fails: true);

        tracing.Exported.Spans.Should().BeEmpty();
    }

    [Theory]
    [InlineData(false, "8", null)]
    [InlineData(true, "0", "error")]
    public void Trace_TheHeadKeeps_IsAtThresholdZeroOnlyIfItIsWorthKeeping(bool fails, string threshold, string? reason)
    {
        using var tracing = new TailFixture(ratio: 0.5);

        var root = tracing.Start("root", ActivityKind.Server, TailSpans.Caller(ContextFlags.Undecided, traceId: High));
        tracing.Child(root).End(fails);
        tracing.Exported.Spans.Should().BeEmpty("the decision is not known yet");
        root.End();

        tracing.Exported.Spans.Should().HaveCount(2).And.AllSatisfy(span => span.Threshold().Should().Be(threshold));
        root.Reason().Should().Be(reason);
    }

    [Fact]
    public void Trace_ThatIsKeptAnyway_IsNotHeldBack()
    {
        using var tracing = new TailFixture(ratio: 1);

        var root = tracing.Root();
        tracing.Child(root).End(fails: true);

        tracing.Exported.Names.Should().Equal("child");
        root.End();
        tracing.Exported.Names.Should().Equal("child", "root");
        root.Reason().Should().BeNull();
    }

    [Fact]
    public void Span_WhileNothingIsDecided_TellsCalleesThatItIsNotSampled()
    {
        using var tracing = new TailFixture(ratio: 0);
        var headers = new Dictionary<string, string>();

        var root = tracing.Root();
        var child = tracing.Child(root);
        new TracingPropagator(new PropagationOptions()).Inject(child, headers, static (carrier, name, value) => ((Dictionary<string, string>)carrier!)[name] = value);

        child.IsAllDataRequested.Should().BeTrue();
        child.Recorded.Should().BeFalse();
        headers["traceparent"].Should().EndWith("-02");
        headers.Should().NotContainKey("tracestate");
    }

    [Theory]
    [InlineData(ActivityTraceFlags.None, null, false, null, null)]
    [InlineData(ActivityTraceFlags.None, null, true, "0", "error")]
    [InlineData(ActivityTraceFlags.Recorded, null, false, "", null)]
    [InlineData(ActivityTraceFlags.Recorded, null, true, "0", "error")]
    [InlineData(ActivityTraceFlags.Recorded, "a=1,ot=th:8", false, "8", null)]
    [InlineData(ActivityTraceFlags.Recorded, "a=1,ot=th:8", true, "0", "error")]
    public void Request_OfACallerWhoDecided_IsKeptForItselfToo(ActivityTraceFlags flags, string? traceState, bool fails, string? threshold, string? reason)
    {
        using var tracing = new TailFixture(ratio: 0);
        var caller = TailSpans.Caller(flags, traceState, High);

        var root = tracing.Start("root", ActivityKind.Server, caller).End(fails);

        tracing.Exported.Spans.Should().HaveCount(threshold is null ? 0 : 1);
        if (threshold is not null)
        {
            (root.Threshold() ?? string.Empty).Should().Be(threshold);
            (root.TraceStateString?.Contains("a=1", StringComparison.Ordinal) ?? false).Should().Be(traceState is not null);
            root.ParentSpanId.Should().Be(caller.SpanId);
        }

        root.Reason().Should().Be(reason);
    }

    [Fact]
    public void Trace_ThatIsLeftOutForGood_IsNotRecorded()
    {
        using var tracing = new TailFixture(ratio: 1, null, new LeftOut());

        var root = tracing.Root("health");

        root.IsAllDataRequested.Should().BeFalse();
        tracing.Invoking(t => t.Child(root)).Should().Throw<InvalidOperationException>();
    }

    [Theory]
    [InlineData("traceparent of a caller", 0)]
    [InlineData("rv", 1)]
    public void Trace_WithExplicitRandomness_IsDecidedByIt(string description, int exported)
    {
        using var tracing = new TailFixture(ratio: 0.5);
        var traceState = exported == 1 ? "ot=rv:ffffffffffffff" : null;

        var root = tracing.Start("root", ActivityKind.Server, TailSpans.Caller(ContextFlags.Undecided, traceState, Low)).End();

        tracing.Exported.Spans.Should().HaveCount(exported, description);
        root.TraceStateString.Should().Be(exported == 1 ? "ot=th:8;rv:ffffffffffffff" : null);
    }

    [Theory]
    [InlineData(true, false, 0)]
    [InlineData(false, true, 0)]
    [InlineData(false, false, 2)]
    public void Trace_OfASourceThatIsLeftToTheHead_IsNotRecorded(bool isIgnored, bool hasOtherSources, int exported)
    {
        using var tracing = new TailFixture(ratio: 0, tail =>
        {
            if (isIgnored)
            {
                tail.IgnoredSources.Add("test.*");
            }

            if (hasOtherSources)
            {
                tail.Sources.Add("Microsoft.AspNetCore");
            }
        });

        var root = tracing.Root();
        root.IsAllDataRequested.Should().Be(exported > 0);
        if (exported > 0)
        {
            tracing.Child(root).End(fails: true);
        }

        root.End();

        tracing.Exported.Spans.Should().HaveCount(exported);
    }

    [Fact]
    public void Span_OfAKeptTraceInAQueue_IsKeptToo()
    {
        using var tracing = new TailFixture(ratio: 0);

        // The context goes through a channel while the request runs; the work is done after it.
        var request = tracing.Root(kind: ActivityKind.Server);
        var context = request.Context;
        request.End(fails: true);
        var work = tracing.Start("work", ActivityKind.Consumer, context).End();
        tracing.Time.Advance(TimeSpan.FromSeconds(6));
        var later = tracing.Start("later", ActivityKind.Consumer, context).End();

        tracing.Exported.Spans.Should().Equal(request, work);
        work.Threshold().Should().Be("0");
        work.Reason().Should().Be("error");
        later.Reason().Should().BeNull();
    }

    [Fact]
    public void Rule_AboutASpanBelowOthers_IsFollowedWhateverTheTailDecides()
    {
        using var tracing = new TailFixture(new SamplingOptions
        {
            Ratio = 0,
            Rules =
            {
                new SamplingRule { SpanName = { "wanted" }, Parent = { SamplingParent.Local }, Ratio = 1 },
                new SamplingRule { SpanName = { "unwanted" }, Parent = { SamplingParent.Local }, Ratio = 0 },
            },
        });

        var root = tracing.Root();
        tracing.Child(root, "wanted").End();
        tracing.Invoking(t => t.Child(root, "unwanted")).Should().Throw<InvalidOperationException>();
        root.End();

        tracing.Exported.Names.Should().Equal("wanted");
        tracing.Tail.Counts.SpansLeftOut.Should().Be(1);
    }

    [Fact]
    public void Rule_ThatKeepsNothing_LeavesOutForGood()
    {
        using var tracing = new TailFixture(new SamplingOptions { Rules = { new SamplingRule { SpanName = { "poll" }, Ratio = 0 } } });

        tracing.Root("poll").IsAllDataRequested.Should().BeFalse();
    }

    private sealed class LeftOut : IHeadDecision
    {
        public HeadVerdict Decide(in SamplingParameters parameters) => HeadVerdict.Drop;
    }
}
