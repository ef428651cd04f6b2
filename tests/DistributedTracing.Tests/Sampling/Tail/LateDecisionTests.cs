using System.Diagnostics;
using DistributedTracing.Propagation;
using DistributedTracing.Sampling;
using DistributedTracing.Sampling.Tail;

namespace DistributedTracing.Tests.Sampling.Tail;

public sealed class LateDecisionTests
{
    private const string Id = "0af7651916cd43dd8448eb211c80319c";
    private const string TraceParent = $"00-{Id}-b7ad6b7169203331-01";

    private static readonly ActivityTraceId TraceId = ActivityTraceId.CreateFromString(Id);

    [Theory]
    [InlineData($"trace;desc={TraceParent};th=0", "0")]
    [InlineData($"trace;th=c;desc=\"{TraceParent}\"", "c")]
    [InlineData($"db;dur=53, trace;dur=1 ; desc={TraceParent} ; th=fd70a,cache", "fd70a")]
    [InlineData($"trace;desc=00-{Id}-b7ad6b7169203331-03;th=0", "0")]
    [InlineData($"trace;desc={TraceParent}", null)]
    [InlineData($"trace;desc={TraceParent};th=x", null)]
    [InlineData($"trace;desc=00-{Id}-b7ad6b7169203331-00;th=0", null)]
    [InlineData("trace;desc=00-11111111111111111111111111111111-b7ad6b7169203331-01;th=0", null)]
    [InlineData($"traceparent;desc={TraceParent};th=0", null)]
    [InlineData($"desc={TraceParent};trace;th=0", null)]
    [InlineData("trace;th=0", null)]
    [InlineData(";;,,==", null)]
    [InlineData("", null)]
    public void TryRead_Header_TakesWhatIsSaidOfThisTrace(string header, string? threshold)
    {
        LateDecision.TryRead(header, TraceId, out var read).Should().Be(threshold is not null);

        if (threshold is not null)
        {
            read.ToString().Should().Be(threshold);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0.25)]
    public void Format_KeptSpan_IsReadByItsCaller(double ratio)
    {
        using var source = new RecordedSource();
        using var span = source.Source.StartActivity("request")!;
        var threshold = SamplingThreshold.FromRatio(ratio);

        LateDecision.TryRead(LateDecision.Format(span, threshold), span.TraceId, out var read).Should().BeTrue();

        read.Should().Be(threshold);
    }

    [Theory]
    [InlineData(false, false, null)]
    [InlineData(true, false, "0")]
    [InlineData(false, true, "0")]
    public void Announce_BeforeTheEnd_GoesByWhatIsKnown(bool isFailure, bool hasFailedChild, string? threshold)
    {
        using var tracing = new TailFixture(ratio: 0, tail => tail.Keep.SlowerThan = TimeSpan.Zero);
        var request = tracing.Root(kind: ActivityKind.Server);
        tracing.Child(request).End(hasFailedChild);

        var announced = tracing.Tail.Announce(request, isFailure);
        request.End();

        announced?.ToString().Should().Be(threshold);
        tracing.Exported.Spans.Should().HaveCount(threshold is null ? 0 : 2, "what was announced is done");
    }

    [Fact]
    public void Announce_RequestThatGoesOn_HoldsForItsEnd()
    {
        using var tracing = new TailFixture(ratio: 0, tail => tail.FollowFor = TimeSpan.Zero);
        var request = tracing.Root(kind: ActivityKind.Client);
        tracing.Child(request).End(fails: true);
        tracing.Tail.Announce(request, isFailure: false).Should().Be(SamplingThreshold.Always);

        tracing.Time.Advance(TimeSpan.FromMinutes(1));
        tracing.Child(request).End();
        request.End();

        tracing.Exported.Spans.Should().HaveCount(3);
    }

    [Theory]
    [InlineData(0, "0", "callee")]
    [InlineData(0.5, "0", "callee")]
    public void Hear_CalleeThatKeepsAll_KeepsTheTrace(double ratio, string threshold, string reason)
    {
        using var tracing = new TailFixture(ratio);
        var root = tracing.Start("root", ActivityKind.Server, TailSpans.Caller(ContextFlags.Undecided, traceId: TraceId));
        var call = tracing.Child(root);

        tracing.Tail.Hear(call, SamplingThreshold.Always);
        call.End();
        root.End();

        tracing.Exported.Spans.Should().Equal(call, root);
        tracing.Exported.Spans.Should().AllSatisfy(span => span.Threshold().Should().Be(threshold));
        root.Reason().Should().Be(reason);
    }

    // The trace's randomness begins with 48.
    [Theory]
    [InlineData("4", "4")]
    [InlineData("8", null)]
    public void Hear_CalleeThatThinsOut_IsFollowedToItsThreshold(string said, string? threshold)
    {
        using var tracing = new TailFixture();
        SamplingThreshold.TryParse(said, out var read).Should().BeTrue();
        var root = tracing.Start("root", ActivityKind.Server, TailSpans.Caller(ContextFlags.Undecided, traceId: TraceId));

        tracing.Tail.Hear(root, read);
        root.End();

        tracing.Exported.Spans.Should().HaveCount(threshold is null ? 0 : 1);
        root.Threshold().Should().Be(threshold);
    }

    [Fact]
    public void Hear_WithCalleesOff_ChangesNothing()
    {
        using var tracing = new TailFixture(ratio: 0, tail => tail.Keep.Callees = false);
        var root = tracing.Root();

        tracing.Tail.Hear(root, SamplingThreshold.Always);
        root.End();

        tracing.Exported.Spans.Should().BeEmpty();
    }

    [Fact]
    public void Calls_AfterSomethingFailed_TellCalleesThatTheTraceIsKept()
    {
        using var tracing = new TailFixture();
        var root = tracing.Root();
        var step = tracing.Child(root, "step");
        var before = tracing.Child(step, "before").End(fails: true);

        var after = tracing.Child(step, "after");

        before.ActivityTraceFlags.Should().NotHaveFlag(ActivityTraceFlags.Recorded);
        HeadersOf(after).Should().Equal($"00-{after.TraceId}-{after.SpanId}-03", "ot=th:0");
        HeadersOf(root).Should().Equal($"00-{root.TraceId}-{root.SpanId}-03", "ot=th:0");
    }

    [Fact]
    public void Loop_AfterOneFailure_IsUndecidedAgain()
    {
        using var tracing = new TailFixture(ratio: 0, tail => tail.FollowFor = TimeSpan.Zero);
        var loop = tracing.Root("loop");
        tracing.Child(loop, "failed").End(fails: true);
        tracing.Time.Advance(TimeSpan.FromMinutes(1));
        tracing.Exported.Names.Should().Equal("failed");

        var later = tracing.Child(loop, "later");

        later.Recorded.Should().BeFalse();
        HeadersOf(later).Should().Equal($"00-{later.TraceId}-{later.SpanId}-02");
        later.End();
        loop.End();
        tracing.Exported.Names.Should().Equal("failed");
    }

    private static List<string> HeadersOf(Activity span)
    {
        var headers = new SortedDictionary<string, string>(StringComparer.Ordinal);
        new TracingPropagator(new PropagationOptions()).Inject(
            span, headers, static (carrier, name, value) => ((SortedDictionary<string, string>)carrier!)[name] = value);
        return [.. headers.Values];
    }
}
