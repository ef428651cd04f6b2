using DistributedTracing.Sampling.Budgets;

namespace DistributedTracing.Tests.Sampling.Budgets;

public sealed class ArrivalRateTests
{
    private const double Window = 5;

    [Fact]
    public void Observe_ChangeThatMayBeChance_IsAveragedOverTheWindow()
    {
        var rate = new ArrivalRate { PerSecond = 100 };

        rate.Observe(30, 0.25, Window).Should().BeFalse();

        rate.PerSecond.Should().BeApproximately(100 + (20 * (1 - Math.Exp(-0.05))), 1e-9);
    }

    [Theory] // 25 are expected: four standard deviations are 20, and 4 more.
    [InlineData(49, false)]
    [InlineData(50, true)]
    [InlineData(1_250, true)]
    public void Observe_MoreThanChanceExplains_IsFollowedAtOnce(long count, bool isSurge)
    {
        var rate = new ArrivalRate { PerSecond = 100 };

        rate.Observe(count, 0.25, Window).Should().Be(isSurge);

        (rate.PerSecond == count / 0.25).Should().Be(isSurge);
    }

    [Fact]
    public void Observe_FarLessThanChanceExplains_IsFollowedAtOnce()
    {
        var rate = new ArrivalRate { PerSecond = 5_000 };

        rate.Observe(25, 0.25, Window).Should().BeFalse("a fall is no surge");

        rate.PerSecond.Should().Be(100);
    }

    [Fact]
    public void Observe_NoneThoughManyWereExpectedInAll_IsZero()
    {
        var rate = new ArrivalRate { PerSecond = 20 };
        rate.Observe(0, 0.25, Window);
        rate.Observe(0, 0.25, Window);
        rate.PerSecond.Should().BeGreaterThan(15, "ten are not yet missing");

        rate.Observe(0, 0.25, Window);

        rate.PerSecond.Should().Be(0);
    }

    [Fact]
    public void Observe_ARareOne_IsNotForgottenBetweenArrivals()
    {
        var rate = new ArrivalRate();
        for (var second = 0; second < 100; second++)
        {
            rate.Observe(second % 2, 1, Window);
        }

        rate.PerSecond.Should().BeApproximately(0.5, 0.1);
    }
}
