using Benchmarks.Sampling;
using DistributedTracing.Sampling.Tail;

namespace Benchmarks.Tests;

public sealed class TailBenchmarksTests
{
    private const int SpansPerRequest = 6;

    [Fact]
    public void EachStage_Serves_WhatItIsSaidTo()
    {
        using var dropped = new TailBenchmarks();
        dropped.SetUpDropped();
        dropped.Dropped();
        dropped.Exported.Ended.Should().Be(0);

        using var recorded = new TailBenchmarks();
        recorded.SetUpRecorded();
        recorded.Recorded();
        recorded.Exported.Ended.Should().Be(SpansPerRequest);
        recorded.Exported.Kept.Should().Be(0);

        using var decided = new TailBenchmarks();
        decided.SetUpDecided();
        decided.RecordedAndDecided();
        decided.Exported.Ended.Should().Be(0);
        decided.Tail!.Counts.Of(DecisionCause.RootEnded, TailOutcome.LeftOut).Should().Be(1);
        decided.Tail.Counts.SpansLeftOut.Should().Be(SpansPerRequest);
    }

    // Time is compared by the benchmark; what is allocated is exact.
    [Fact]
    public void Tail_OnTopOfRecordingEverything_AllocatesLittle()
    {
        using var recorded = new TailBenchmarks();
        recorded.SetUpRecorded();
        using var decided = new TailBenchmarks();
        decided.SetUpDecided();

        var added = Allocations.PerCall(decided.RecordedAndDecided) - Allocations.PerCall(recorded.Recorded);

        added.Should().BeLessThanOrEqualTo(360);
    }
}
