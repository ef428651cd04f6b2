using DistributedTracing.Sampling;
using DistributedTracing.Sampling.Budgets;

namespace DistributedTracing.Tests.Sampling.Budgets;

public sealed class BottomKTests
{
    [Theory]
    [InlineData(10)]
    [InlineData(50)]
    [InlineData(51)]
    [InlineData(20_000)]
    public void Close_WindowOfAnySize_KeepsAtMostKAndCountsRight(int arrivals)
    {
        const int K = 50;
        const int Windows = 400;
        var random = new Random(arrivals);
        var cap = new BottomK<ulong>(K);
        var leftOut = new List<ulong>();
        var estimates = new List<double>();
        for (var i = 0; i < Windows; i++)
        {
            leftOut.Clear();
            for (var j = 0; j < arrivals; j++)
            {
                Add(cap, Randomness(random), leftOut);
                cap.Count.Should().BeLessThanOrEqualTo(K);
            }

            var window = cap.Close();

            window.Kept.Should().HaveCount(Math.Min(K, arrivals));
            window.Kept.Should().AllSatisfy(kept => window.Threshold.Keeps(kept).Should().BeTrue());
            leftOut.Should().NotContain(left => window.Threshold.Keeps(left));
            (window.Kept.Count + leftOut.Count).Should().Be(arrivals);
            estimates.Add(window.Kept.Count * window.Threshold.AdjustedCount);
        }

        ShouldBeUnbiased(estimates, arrivals);
    }

    [Fact]
    public void Close_ItemsKeptAtThresholdsOfTheirOwn_CountsRight()
    {
        const int K = 40;
        const int Arrivals = 2_000;
        var random = new Random(3);
        SamplingThreshold[] heads = [SamplingThreshold.Always, SamplingThreshold.FromRatio(0.5), SamplingThreshold.FromRatio(0.05)];
        var cap = new BottomK<(SamplingThreshold Head, int Kind)>(K);
        var estimates = new List<double>[] { [], [], [] };
        for (var i = 0; i < 400; i++)
        {
            for (var j = 0; j < 3 * Arrivals; j++)
            {
                var (kind, randomness) = (j % 3, Randomness(random));
                if (heads[kind].Keeps(randomness))
                {
                    cap.Add((heads[kind], kind), randomness, []);
                }
            }

            var window = cap.Close();
            window.Kept.Count.Should().BeLessThanOrEqualTo(K);
            for (var kind = 0; kind < 3; kind++)
            {
                var threshold = new SamplingThreshold(Math.Max(window.Threshold.Value, heads[kind].Value));
                estimates[kind].Add(window.Kept.Count(item => item.Kind == kind) * threshold.AdjustedCount);
            }
        }

        estimates.Should().AllSatisfy(of => ShouldBeUnbiased(of, Arrivals));
    }

    [Fact]
    public void Close_NothingLeftOut_SaysThatAllWereKept()
    {
        var cap = new BottomK<ulong>(3);
        Add(cap, 0, []);
        Add(cap, 7, []);

        cap.Close().Threshold.Should().Be(SamplingThreshold.Always);
    }

    [Fact]
    public void Close_WindowAfterAFullOne_BeginsAnew()
    {
        var cap = new BottomK<ulong>(1);
        Add(cap, 8, []);
        Add(cap, 9, []);
        cap.Close().Kept.Should().Equal(9UL);

        Add(cap, 1, []);

        cap.Close().Should().BeEquivalentTo(new BottomKWindow<ulong>([1], SamplingThreshold.Always));
    }

    [Fact] // Several local roots of one trace.
    public void Add_EqualRandomness_IsKeptOrLeftOutTogether()
    {
        var cap = new BottomK<ulong>(2);
        var leftOut = new List<ulong>();
        foreach (var randomness in (ulong[])[5, 5, 5, 9])
        {
            Add(cap, randomness, leftOut);
        }

        var window = cap.Close();

        window.Kept.Should().Equal(9UL);
        window.Threshold.Value.Should().Be(6);
        leftOut.Should().Equal(5UL, 5UL, 5UL);
    }

    [Fact]
    public void Constructor_NoCapacity_IsRefused()
    {
        var make = () => new BottomK<int>(0);

        make.Should().Throw<ArgumentOutOfRangeException>();
    }

    private static void Add(BottomK<ulong> cap, ulong randomness, List<ulong> leftOut) => cap.Add(randomness, randomness, leftOut);

    private static ulong Randomness(Random random) => (ulong)random.NextInt64((long)SamplingThreshold.Limit);

    private static void ShouldBeUnbiased(List<double> estimates, double truth)
    {
        var mean = estimates.Average();
        var standardError = Math.Sqrt(estimates.Sum(estimate => Math.Pow(estimate - mean, 2)) / (estimates.Count - 1) / estimates.Count);
        mean.Should().BeApproximately(truth, (4 * standardError) + (truth * 1e-9));
    }
}
