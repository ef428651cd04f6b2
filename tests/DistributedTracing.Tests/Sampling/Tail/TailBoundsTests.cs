using System.Diagnostics;
using DistributedTracing.Sampling.Tail;
using DistributedTracing.Tests.Shared;

namespace DistributedTracing.Tests.Sampling.Tail;

public sealed class TailBoundsTests
{
    private static readonly TimeSpan MaxAge = new TailSamplingOptions().MaxAge;

    [Fact]
    public void Span_ThatEndsAfterItsRoot_FollowsTheDecision()
    {
        using var tracing = new TailFixture();
        var kept = tracing.Root();
        var keptChild = tracing.Child(kept, "kept child");
        var leftOut = tracing.Root();
        var leftOutChild = tracing.Child(leftOut, "left out child");
        kept.End(fails: true);
        leftOut.End();

        // However late.
        tracing.Time.Advance(TimeSpan.FromDays(1));
        keptChild.End();
        leftOutChild.End();

        tracing.Exported.Names.Should().Equal("root", "kept child");
        keptChild.Threshold().Should().Be("0");
        tracing.Tail.Counts.Of(DecisionCause.Late, TailOutcome.KeptByTail).Should().Be(1);
        tracing.Tail.Counts.Of(DecisionCause.Late, TailOutcome.LeftOut).Should().Be(1);
    }

    [Fact]
    public void Span_ThatFailsAfterItsRootWasLeftOut_IsKept()
    {
        using var tracing = new TailFixture();
        var root = tracing.Root();
        var first = tracing.Child(root, "first");
        var second = tracing.Child(root, "second");
        root.End();

        first.End(fails: true);
        second.End();

        tracing.Exported.Spans.Should().Equal(first, second);
        tracing.Exported.Spans.Should().AllSatisfy(span => span.Reason().Should().Be("error"));
    }

    [Fact]
    public void Span_ThatStartsAfterItsRootHasEnded_FollowsTheDecision()
    {
        using var tracing = new TailFixture();
        var root = tracing.Root();
        var background = tracing.Child(root, "background");
        root.End(fails: true);

        var step = tracing.Child(background, "step").End();
        background.End();

        step.Threshold().Should().Be("0");
        tracing.Exported.Spans.Should().Equal(root, step, background);
    }

    [Fact]
    public void Root_ThatNeverEnds_IsDecidedPartByPart()
    {
        using var tracing = new TailFixture();
        var loop = tracing.Root("loop");
        tracing.Child(loop, "quiet").End();
        tracing.Time.Advance(MaxAge);
        var failed = tracing.Child(loop, "failed").End(fails: true);
        tracing.Time.Advance(MaxAge);
        tracing.Child(loop, "quiet again").End();
        tracing.Time.Advance(MaxAge);

        tracing.Exported.Spans.Should().Equal(failed);
        failed.Reason().Should().Be("error");
        tracing.Tail.Counts.Of(DecisionCause.MaxAge, TailOutcome.LeftOut).Should().Be(2);
        tracing.Tail.WaitingTraces.Should().Be(0);
        tracing.Tail.WaitingBytes.Should().Be(0);
    }

    [Theory]
    [InlineData(ActivityKind.Server, true)]
    [InlineData(ActivityKind.Consumer, true)]
    [InlineData(ActivityKind.Internal, false)]
    [InlineData(ActivityKind.Client, false)]
    public void Request_ThatRunsBeyondMaxAge_IsSlowOnce(ActivityKind kind, bool isKept)
    {
        using var tracing = new TailFixture();
        var root = tracing.Root("root", kind);
        tracing.Child(root, "first").End();
        tracing.Time.Advance(MaxAge);
        tracing.Exported.Names.Should().Equal(isKept ? ["first"] : []);

        tracing.Time.Advance(TimeSpan.FromMinutes(1));
        tracing.Child(root, "second").End();
        tracing.Time.Advance(MaxAge);
        tracing.Exported.Names.Should().Equal(isKept ? ["first"] : [], "a subscription is no more interesting each time");

        tracing.Child(root, "third").End();
        root.EndAfter(TimeSpan.FromMinutes(3));
        tracing.Exported.Names.Should().Equal(isKept ? ["first", "third", "root"] : ["third", "root"]);
    }

    [Fact]
    public void Trace_OfTooManySpans_IsDecidedPartByPart()
    {
        using var tracing = new TailFixture(ratio: 0, tail => tail.MaxSpansPerTrace = 10);
        var root = tracing.Root();
        for (var i = 0; i < 25; i++)
        {
            tracing.Child(root).End(fails: i == 12);
        }

        root.End();

        // The second ten failed; the third part follows within the time it may.
        tracing.Exported.Spans.Should().HaveCount(16);
        tracing.Tail.Counts.Of(DecisionCause.MaxSpans, TailOutcome.LeftOut).Should().Be(1);
        tracing.Tail.Counts.Of(DecisionCause.MaxSpans, TailOutcome.KeptByTail).Should().Be(1);
        tracing.Tail.WaitingBytes.Should().Be(0);
    }

    [Fact]
    public void Shutdown_OpenTraces_AreDecidedWithWhatIsKnown()
    {
        using var tracing = new TailFixture();
        var failing = tracing.Root();
        tracing.Child(failing, "failed").End(fails: true);
        var quiet = tracing.Root();
        tracing.Child(quiet, "quiet").End();

        tracing.Tail.Shutdown();
        tracing.Child(failing, "after the end").End(fails: true);

        tracing.Exported.Names.Should().Equal("failed", "after the end");
        tracing.Tail.Counts.Of(DecisionCause.Shutdown).Should().Be(3);
        tracing.Tail.WaitingTraces.Should().Be(0);
        tracing.Root("too late").IsAllDataRequested.Should().BeFalse();
        tracing.Log.Lines.Select(line => line.Text).Should().ContainMatch("*1 traces kept*1 left out with 1 spans*");
    }

    [Fact]
    public void Pressure_From80To50Percent_LeavesNewTracesToTheHead()
    {
        using var tracing = new TailFixture(ratio: 0, tail => tail.MaxTraces = 100);
        var roots = Enumerable.Range(0, 80).Select(_ => OpenTrace(tracing)).ToList();
        tracing.Root().IsAllDataRequested.Should().BeTrue();

        roots.Add(OpenTrace(tracing));
        tracing.Root().IsAllDataRequested.Should().BeFalse();

        roots.Take(30).ToList().ForEach(root => root.End());
        tracing.Root().IsAllDataRequested.Should().BeFalse();
        roots[30].End();
        tracing.Root().IsAllDataRequested.Should().BeTrue();
    }

    [Fact]
    public void Pressure_TraceTheHeadKeeps_GoesOutAtOnce()
    {
        using var tracing = new TailFixture(ratio: 0.999, tail => tail.MaxTraces = 10);
        var roots = Enumerable.Range(0, 9).Select(_ => OpenTrace(tracing)).ToList();
        roots.Should().HaveCount(9);
        var before = tracing.Exported.Spans.Count;

        tracing.Trace(fails: true);

        tracing.Exported.Spans.Should().HaveCount(before + 2);
        tracing.Exported.Spans.Last().Threshold().Should().Be("004189", "the tail did not see it");
    }

    [Fact]
    public void Pressure_IsTold()
    {
        using var tracing = new TailFixture(ratio: 0, tail => tail.MaxTraces = 10);
        var roots = Enumerable.Range(0, 20).Select(_ => tracing.Root()).ToList();
        roots.ForEach(root => tracing.Child(root).End());
        tracing.Time.Advance(TimeSpan.FromSeconds(10));
        tracing.Log.Lines.Select(line => line.Text).Should().ContainMatch("*under pressure*").And.ContainMatch("*decided 10 times in the last 10 s before*");

        roots.ForEach(root => root.End());
        tracing.Time.Advance(TimeSpan.FromSeconds(10));
        tracing.Log.Lines.Select(line => line.Text).Should().ContainMatch("*no longer under pressure*");
    }

    [Fact]
    public void OpenTraces_TenThousandThatNeverEnd_StayWithinTheBounds()
    {
        const int MaxTraces = 1_000;
        const int MaxBytes = 300_000;
        using var tracing = new TailFixture(ratio: 0, tail =>
        {
            tail.MaxTraces = MaxTraces;
            tail.MaxBytes = MaxBytes;
        });

        // All start before there is any pressure.
        var roots = Enumerable.Range(0, 10_000).Select(_ => tracing.Root()).ToList();
        var ended = 0;
        for (var round = 0; round < 3; round++)
        {
            foreach (var root in roots)
            {
                var child = tracing.Child(root);
                child.SetTag("db.query.text", new string('x', 100));
                child.End(fails: ++ended % 100 == 0);
                tracing.Tail.WaitingTraces.Should().BeLessThanOrEqualTo(MaxTraces);
                tracing.Tail.WaitingBytes.Should().BeLessThanOrEqualTo(MaxBytes);
            }
        }

        tracing.Time.Advance(MaxAge);
        tracing.Tail.WaitingTraces.Should().Be(0);
        tracing.Exported.Spans.Count(span => span.Status == ActivityStatusCode.Error).Should().Be(ended / 100, "what is decided early is decided well");
        (tracing.Exported.Spans.Count + tracing.Tail.Counts.SpansLeftOut).Should().Be(ended);
    }

    [Fact]
    public async Task Spans_EndingOnManyThreads_AreEachDecidedOnce()
    {
        using var tracing = new TailFixture(ratio: 0, tail =>
        {
            tail.MaxTraces = 20;
            tail.MaxSpansPerTrace = 7;
            tail.Keep.SlowerThan = TimeSpan.Zero;
        });
        const int Traces = 500;
        const int Children = 20;
        var recorded = 0;

        await Parallel.ForEachAsync(Enumerable.Range(0, Traces), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (index, _) =>
        {
            var root = tracing.Root();
            if (!root.IsAllDataRequested)
            {
                return;
            }

            Interlocked.Add(ref recorded, Children + 1);
            var children = Enumerable.Range(0, Children).Select(_ => tracing.Child(root)).ToList();
            await Task.WhenAll(children.Select((child, i) => Task.Run(() => child.End(fails: index % 5 == 0 && i == 0))).Append(Task.Run(() => root.End())));
        });
        tracing.Tail.Close();

        tracing.Exported.Spans.Should().OnlyHaveUniqueItems();
        (tracing.Exported.Spans.Count + tracing.Tail.Counts.SpansLeftOut).Should().Be(recorded);
        tracing.Tail.WaitingTraces.Should().Be(0);
        tracing.Tail.WaitingBytes.Should().Be(0);
    }

    private static Activity OpenTrace(TailFixture tracing)
    {
        var root = tracing.Root();
        tracing.Child(root).End();
        return root;
    }
}
