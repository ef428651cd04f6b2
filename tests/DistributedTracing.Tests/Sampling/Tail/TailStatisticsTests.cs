using System.Diagnostics;
using DistributedTracing.Propagation;
using DistributedTracing.Sampling.Tail;

namespace DistributedTracing.Tests.Sampling.Tail;

/// <summary>What is counted from the exported spans is what happened. With fixed seeds.</summary>
public sealed class TailStatisticsTests
{
    private const double FailedShare = 0.05;

    [Theory]
    [InlineData(0.01)]
    [InlineData(0.1)]
    public void AdjustedCounts_AreExactForFailedTraces_AndUnbiasedForTheRest(double ratio)
    {
        const int Traces = 20_000;
        using var tracing = new TailFixture(ratio);
        var random = new Random(1);
        var failed = 0;
        for (var i = 0; i < Traces; i++)
        {
            var fails = random.NextDouble() < FailedShare;
            failed += fails ? 1 : 0;
            var root = Start(tracing, random, fails);
            AddChildren(tracing, root, 2);
            root.End();
        }

        var exported = tracing.Exported.Spans.ToLookup(span => span.DisplayName);
        exported["failed root"].Sum(TailSpans.AdjustedCount).Should().Be(failed);
        exported["failed child"].Sum(TailSpans.AdjustedCount).Should().Be(failed * 2);
        exported["root"].Should().NotBeEmpty();
        ShouldCount(exported["root"], Traces - failed);
        ShouldCount(exported["child"], (Traces - failed) * 2, clusterSize: 2);
    }

    // Traces pile up and are released, so that all bounds are met and the pressure comes and goes.
    [Theory]
    [InlineData(0.01)]
    [InlineData(0.1)]
    public void AdjustedCounts_UnderPressure_AreUnbiased(double ratio)
    {
        const int MinTraces = 40_000;
        const int Children = 6;
        using var tracing = new TailFixture(ratio, tail =>
        {
            tail.MaxTraces = 50;
            tail.MaxSpansPerTrace = 4;
            tail.FollowFor = TimeSpan.Zero;
        });
        var random = new Random(2);
        var traces = 0;
        var failed = 0;
        while (traces < MinTraces)
        {
            // The first start before there is pressure, the others under it.
            var open = new List<Activity>();
            foreach (var count in new[] { random.Next(20, 120), random.Next(20, 120) })
            {
                var roots = Enumerable.Range(0, count).Select(_ => Start(tracing, random, random.NextDouble() < FailedShare)).ToList();
                roots.ForEach(root => AddChildren(tracing, root, Children));
                open.AddRange(roots);
            }

            open.ForEach(root => root.End(Fails(root)));
            traces += open.Count;
            failed += open.Count(Fails);
        }

        foreach (var cause in new[] { DecisionCause.MaxMemory, DecisionCause.MaxSpans, DecisionCause.RootEnded })
        {
            tracing.Tail.Counts.Of(cause, TailOutcome.KeptByTail).Should().BePositive();
        }

        var exported = tracing.Exported.Spans.ToLookup(span => span.DisplayName);
        exported["failed root"].Select(TailSpans.Threshold).Distinct().Should().HaveCount(2, "some had to be left to the head");
        ShouldCount(exported["failed root"], failed);
        ShouldCount(exported["failed child"], failed * Children, Children);
        ShouldCount(exported["root"], traces - failed);
        ShouldCount(exported["child"], (traces - failed) * Children, Children);
    }

    private static Activity Start(TailFixture tracing, Random random, bool fails)
    {
        Span<byte> bytes = stackalloc byte[16];
        random.NextBytes(bytes);
        var caller = TailSpans.Caller(ContextFlags.Undecided, traceId: ActivityTraceId.CreateFromBytes(bytes));
        var root = tracing.Start("root", ActivityKind.Server, caller);
        root.DisplayName = fails ? "failed root" : "root";
        return root;
    }

    private static bool Fails(Activity root) => root.DisplayName == "failed root";

    private static void AddChildren(TailFixture tracing, Activity root, int count)
    {
        for (var i = 0; i < count && root.IsAllDataRequested; i++)
        {
            var child = tracing.Child(root);
            child.DisplayName = Fails(root) ? "failed child" : "child";
            child.End(Fails(root));
        }
    }

    /// <summary>Within four standard errors, as the kept spans themselves estimate them; spans of one trace come and go together.</summary>
    private static void ShouldCount(IEnumerable<Activity> spans, int expected, int clusterSize = 1)
    {
        var weights = spans.Select(TailSpans.AdjustedCount).ToList();
        var error = Math.Sqrt(clusterSize * weights.Sum(weight => weight * (weight - 1)));
        weights.Sum().Should().BeApproximately(expected, 4 * error);
    }
}
