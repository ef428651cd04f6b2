using System.Diagnostics;
using DistributedTracing.Sampling;
using DistributedTracing.Sampling.Budgets;

namespace DistributedTracing.Tests.Sampling.Budgets;

public sealed class BudgetTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void MaxPerSecond_TrafficRisesFiftyfold_HoldsAfterTheFirstSecondAndCountsStayRight(int seed)
    {
        using var simulation = new BudgetSimulation(seed);
        using var budget = Budget.MaxPerSecond(50, simulation.Ticker);
        simulation.Run(budget, 20, ("a", 100));

        var traffic = simulation.Run(budget, 30, ("a", 5_000));

        // A window of 5 s alone would let 611 through; a bucket of tokens 98, and nobody could tell what it left out.
        traffic.Between(0, 1).Kept.Should().BeLessThan(3 * 50);
        for (var second = 1; second < 30; second++)
        {
            traffic.Between(second, second + 1).Kept.Should().BeInRange(50 - 30, 50 + 30, "four standard deviations around 50");
        }

        ShouldCountRight(traffic);
        ShouldCountRight(traffic.Between(0, 1));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void MaxPerSecond_SteadyTraffic_IsUsedUpAndHeld(int seed)
    {
        using var simulation = new BudgetSimulation(seed);
        using var budget = Budget.MaxPerSecond(20, simulation.Ticker);
        simulation.Run(budget, 10, ("a", 300));

        // Five standard deviations of the count around 2,000.
        simulation.Run(budget, 100, ("a", 300)).Kept.Should().BeInRange(2_000 - 225, 2_000 + 225);
    }

    [Fact]
    public void MaxPerSecond_TrafficWithinTheBudget_IsKeptWhole()
    {
        using var simulation = new BudgetSimulation(1);
        using var budget = Budget.MaxPerSecond(50, simulation.Ticker);

        var traffic = simulation.Run(budget, 60, ("a", 25));

        traffic.Arrivals.Count(arrival => arrival.Threshold != SamplingThreshold.Always).Should().BeLessThan(traffic.Arrived / 100);
    }

    [Fact]
    public void MaxPerSecond_TrafficFalls_RateRisesByAFifthEachTime()
    {
        using var simulation = new BudgetSimulation(1);
        using var budget = Budget.MaxPerSecond(50, simulation.Ticker);
        simulation.Run(budget, 20, ("a", 5_000));

        // The greatest of each quarter of a second: chance may have halved others.
        var ratios = simulation.Run(budget, 10, ("a", 100)).Arrivals
            .GroupBy(arrival => (int)(arrival.Time * 4), arrival => arrival.Threshold.Ratio)
            .Select(quarter => quarter.Max()).ToList();

        // Steps of the ladder are 2.2 % apart.
        ratios.Zip(ratios.Skip(1)).Where(pair => pair.Second > pair.First).Should().AllSatisfy(pair => (pair.Second / pair.First).Should().BeLessThan(1.2 * 1.023));
        ratios[^1].Should().BeApproximately(0.5, 0.1);
    }

    [Fact]
    public void MaxPerSecond_TimerStandsStill_KeptTracesGrowWithTheLogarithmOfTheTraffic()
    {
        using var simulation = new BudgetSimulation(1);
        using var budget = Budget.MaxPerSecond(50, simulation.Ticker);

        var kept = Enumerable.Range(0, 1_000_000).Sum(_ => BudgetSimulation.RateOf(budget, "a").Threshold.Ratio);

        // A quarter of a second's share, and half of that for each of the 16 doublings.
        kept.Should().BeLessThan(13 + (7 * 17));
    }

    [Fact]
    public void Adaptive_SmallAndGreatKeys_SmallOnesAreKeptWholeAndGreatOnesAlike()
    {
        using var simulation = new BudgetSimulation(6);
        using var budget = Budget.Adaptive(new AdaptiveSampling { TracesPerSecond = 50 }, simulation.Ticker);
        (string, double)[] keys = [("rare", 2), ("some", 8), ("many", 1_000), ("most", 4_000)];
        simulation.Run(budget, 20, keys);

        var traffic = simulation.Run(budget, 100, keys);

        traffic.Of("rare").Kept.Should().BeGreaterThan(traffic.Of("rare").Arrived * 98 / 100);
        traffic.Of("some").Kept.Should().BeGreaterThan(traffic.Of("some").Arrived * 98 / 100);
        traffic.Of("many").Kept.Should().BeInRange(2_000 - 225, 2_000 + 225);
        traffic.Of("most").Kept.Should().BeInRange(2_000 - 225, 2_000 + 225);
        keys.Should().AllSatisfy(key => ShouldCountRight(traffic.Of(key.Item1)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Adaptive_OneKeyRisesFiftyfold_OthersAreNotCutForIt(int seed)
    {
        using var simulation = new BudgetSimulation(seed);
        using var budget = Budget.Adaptive(new AdaptiveSampling { TracesPerSecond = 50 }, simulation.Ticker);
        simulation.Run(budget, 30, ("bursting", 100), ("rare", 10));

        var traffic = simulation.Run(budget, 5, ("bursting", 5_000), ("rare", 10));

        traffic.Of("rare").Arrivals.Should().OnlyContain(arrival => arrival.Threshold == SamplingThreshold.Always);
        traffic.Of("bursting").Between(0, 1).Kept.Should().BeLessThan(3 * 50);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Adaptive_AllRareKeysComeAtOnce_StaysWithinFiveTimesTheBudgetAndHoldsThen(int seed)
    {
        using var simulation = new BudgetSimulation(seed);
        using var budget = Budget.Adaptive(new AdaptiveSampling { TracesPerSecond = 50 }, simulation.Ticker);
        simulation.Run(budget, 30, [.. Enumerable.Range(0, 200).Select(i => ("k" + i, 0.2))]);

        var traffic = simulation.Run(budget, 20, [.. Enumerable.Range(0, 200).Select(i => ("k" + i, 25.0))]);

        traffic.Between(0, 1).Kept.Should().BeLessThan(5 * 50);
        traffic.Between(1, 20).Kept.Should().BeInRange(19 * 50 * 8 / 10, 19 * 50 * 12 / 10);
        ShouldCountRight(traffic);
    }

    [Fact]
    public void Adaptive_MoreKeysThanToldApart_ShareOneAndHoldTheBudget()
    {
        using var simulation = new BudgetSimulation(3);
        using var budget = Budget.Adaptive(new AdaptiveSampling { TracesPerSecond = 50, MaxKeys = 10 }, simulation.Ticker);
        (string, double)[] known = [.. Enumerable.Range(0, 10).Select(i => ("known" + i, 1.0))];
        simulation.Run(budget, 20, known);

        var traffic = simulation.Run(budget, 60, [.. known, .. Enumerable.Range(0, 5_000).Select(i => ("other" + i, 0.2))]);

        var later = traffic.Between(20, 60);
        later.Kept.Should().BeInRange(40 * 50 * 9 / 10, 40 * 50 * 11 / 10);
        known.Sum(key => later.Of(key.Item1).Kept).Should().BeGreaterThan(40 * 10 * 8 / 10, "what is known by now keeps its place");
        ShouldCountRight(traffic);
    }

    [Fact]
    public void Adaptive_KeysThatNobodyAsksFor_MakeRoom()
    {
        using var simulation = new BudgetSimulation(3);
        using var budget = Budget.Adaptive(new AdaptiveSampling { TracesPerSecond = 10, MaxKeys = 2 }, simulation.Ticker);
        simulation.Run(budget, 5, ("old1", 100), ("old2", 100));
        simulation.Run(budget, 60);

        simulation.Run(budget, 10, ("rare", 1), ("many", 1_000));
        var traffic = simulation.Run(budget, 20, ("rare", 1), ("many", 1_000));

        traffic.Of("rare").Kept.Should().Be(traffic.Of("rare").Arrived);
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(14)]
    public void Adaptive_TrafficThatJumpsAllTheTime_CountsRight(int seed)
    {
        var random = new Random(seed);
        using var simulation = new BudgetSimulation(seed);
        using var budget = Budget.Adaptive(new AdaptiveSampling { TracesPerSecond = 30, MaxKeys = 5 }, simulation.Ticker);
        var arrived = 0;
        var estimate = 0.0;
        var variance = 0.0;
        for (var i = 0; i < 60; i++)
        {
            var keys = Enumerable.Range(0, 8).Select(key => ("k" + key, Math.Pow(10, (3.5 * random.NextDouble()) - 1))).ToArray();
            var traffic = simulation.Run(budget, 2 * random.NextDouble(), keys);
            arrived += traffic.Arrived;
            estimate += traffic.Estimate;
            variance += traffic.StandardError * traffic.StandardError;
        }

        estimate.Should().BeApproximately(arrived, 4 * Math.Sqrt(variance));
    }

    [Fact]
    public void Adaptive_GreaterBudget_KeepsWhatTheSmallerOneKeeps()
    {
        using var simulation = new BudgetSimulation(8);
        using var small = Budget.Adaptive(new AdaptiveSampling { TracesPerSecond = 10 }, simulation.Ticker);
        using var great = Budget.Adaptive(new AdaptiveSampling { TracesPerSecond = 40 }, simulation.Ticker);
        var both = new BothBudgets(small, great);

        simulation.Run(both, 60, ("a", 200), ("b", 20), ("c", 1_000)).Arrivals
            .Should().AllSatisfy(arrival => both.GreatRates.Dequeue().Should().BeLessThanOrEqualTo(arrival.Threshold.Value));
    }

    [Fact]
    public void Adaptive_AKeyFails_ItGetsMoreAndTheBudgetHolds()
    {
        using var simulation = new BudgetSimulation(9);
        using var budget = Budget.Adaptive(new AdaptiveSampling { TracesPerSecond = 40, ErrorBoost = 3 }, simulation.Ticker);
        var outcomes = new Outcomes(budget, name => name == "failing");

        simulation.Run(outcomes, 30, ("failing", 500), ("sound", 500));
        var traffic = simulation.Run(outcomes, 100, ("failing", 500), ("sound", 500));

        traffic.Of("failing").Kept.Should().BeInRange(3_000 - 275, 3_000 + 275);
        traffic.Of("sound").Kept.Should().BeInRange(1_000 - 160, 1_000 + 160);
        ShouldCountRight(traffic);
    }

    [Fact]
    public void Adaptive_FailuresStop_TheBoostFades()
    {
        using var simulation = new BudgetSimulation(9);
        using var budget = Budget.Adaptive(new AdaptiveSampling { TracesPerSecond = 40, ErrorBoost = 3 }, simulation.Ticker);
        simulation.Run(new Outcomes(budget, name => name == "failing"), 30, ("failing", 500), ("sound", 500));
        var sound = new Outcomes(budget, _ => false);
        simulation.Run(sound, 40, ("failing", 500), ("sound", 500));

        simulation.Run(sound, 100, ("failing", 500), ("sound", 500)).Of("failing").Kept.Should().BeInRange(2_000 - 225, 2_000 + 225);
    }

    [Fact]
    public void TakeOverFrom_BudgetOfOtherSize_GoesOnWithoutABurst()
    {
        using var simulation = new BudgetSimulation(10);
        using var before = Budget.Adaptive(new AdaptiveSampling { TracesPerSecond = 50 }, simulation.Ticker);
        simulation.Run(before, 20, ("a", 2_000), ("b", 2));
        using var after = Budget.Adaptive(new AdaptiveSampling { TracesPerSecond = 20, MaxKeys = 50 }, simulation.Ticker);

        after.TakeOverFrom(before);

        BudgetSimulation.RateOf(after, "a").Threshold.Ratio.Should().BeApproximately(18 / 2_000.0, 0.001);
        BudgetSimulation.RateOf(after, "b").Threshold.Should().Be(SamplingThreshold.Always);
        var traffic = simulation.Run(after, 10, ("a", 2_000), ("b", 2));
        traffic.Between(0, 1).Kept.Should().BeLessThan(45);
        ShouldCountRight(traffic);
    }

    [Fact]
    public void TakeOverFrom_NothingToldApartAnyLonger_KnowsTheTrafficAsAWhole()
    {
        using var simulation = new BudgetSimulation(10);
        using var before = Budget.Adaptive(new AdaptiveSampling { TracesPerSecond = 50 }, simulation.Ticker);
        simulation.Run(before, 20, ("a", 2_000), ("b", 2_000));
        using var after = Budget.MaxPerSecond(40, simulation.Ticker);

        after.TakeOverFrom(before);

        BudgetSimulation.RateOf(after, "a").Threshold.Ratio.Should().BeApproximately(0.01, 0.001);
    }

    [Fact]
    public void TakeOverFrom_OtherKeys_BeginsAnew()
    {
        using var simulation = new BudgetSimulation(10);
        using var before = Budget.MaxPerSecond(50, simulation.Ticker);
        simulation.Run(before, 20, ("a", 2_000));
        using var after = Budget.Adaptive(new AdaptiveSampling { TracesPerSecond = 50 }, simulation.Ticker);

        after.TakeOverFrom(before);

        BudgetSimulation.RateOf(after, "a").Threshold.Should().Be(SamplingThreshold.Always);
    }

    [Fact]
    public void Peek_KnownAndNewKeys_IsTheRateOfTheNextWithoutCountingIt()
    {
        using var simulation = new BudgetSimulation(10);
        using var budget = Budget.Adaptive(new AdaptiveSampling { TracesPerSecond = 50 }, simulation.Ticker);
        simulation.Run(budget, 10, ("a", 2_000));
        var peeked = Enumerable.Range(0, 1_000).Select(_ => BudgetSimulation.PeekAt(budget, "a")).Distinct().ToList();

        peeked.Should().Equal(BudgetSimulation.RateOf(budget, "a"));
        BudgetSimulation.PeekAt(budget, "new").Should().BeSameAs(BudgetSimulation.RateOf(budget, "new"));
        budget.KeyCount.Should().Be(2);
    }

    [Fact]
    public void RateFor_AnyBudget_AllocatesNothing()
    {
        using var simulation = new BudgetSimulation(1);
        using var one = Budget.MaxPerSecond(50, simulation.Ticker);
        using var many = Budget.Adaptive(new AdaptiveSampling { ErrorBoost = 2 }, simulation.Ticker);
        using var full = Budget.Adaptive(new AdaptiveSampling { MaxKeys = 1 }, simulation.Ticker);

        Allocations.Of(() =>
        {
            BudgetSimulation.RateOf(one, "a");
            BudgetSimulation.RateOf(many, "a");
            BudgetSimulation.RateOf(full, "a");
            BudgetSimulation.RateOf(full, "b");
        }).Should().Be(0);
    }

    private static void ShouldCountRight(SimulatedTraffic traffic) => traffic.Estimate.Should().BeApproximately(traffic.Arrived, 4 * traffic.StandardError);

    /// <summary>Ends everything at once that a budget wants to hear of.</summary>
    private sealed class Outcomes(Budget budget, Func<string, bool> fails) : IRateSource
    {
        public SamplingRate RateFor(in SamplingCandidate candidate)
        {
            var rate = budget.RateFor(candidate);
            SamplingOutcomes.Take()!.Ended(fails(candidate.Name));
            return rate;
        }

        public SamplingRate Peek(in SamplingCandidate candidate) => budget.Peek(candidate);
    }

    private sealed class BothBudgets(Budget small, Budget great) : IRateSource
    {
        public Queue<ulong> GreatRates { get; } = [];

        public SamplingRate RateFor(in SamplingCandidate candidate)
        {
            GreatRates.Enqueue(great.RateFor(candidate).Threshold.Value);
            return small.RateFor(candidate);
        }

        public SamplingRate Peek(in SamplingCandidate candidate) => small.Peek(candidate);
    }
}
