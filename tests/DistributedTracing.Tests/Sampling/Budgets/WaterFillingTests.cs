using DistributedTracing.Sampling.Budgets;

namespace DistributedTracing.Tests.Sampling.Budgets;

public sealed class WaterFillingTests
{
    [Theory]
    [InlineData(new[] { 100.0 }, 10, 10)]
    [InlineData(new[] { 100.0, 100.0 }, 10, 5)]
    [InlineData(new[] { 1.0, 100.0, 100.0 }, 11, 5)]
    [InlineData(new[] { 100.0, 1.0, 4.0, 50.0 }, 25, 10)]
    [InlineData(new[] { 0.0, 0.0, 7.0 }, 5, 5)]
    public void Level_DemandAboveTheBudget_IsWhatTheGreatGet(double[] demands, double budget, double level) =>
        Level(demands, budget).Should().BeApproximately(level, 1e-9);

    [Theory]
    [InlineData(new[] { 1.0, 2.0 }, 10)]
    [InlineData(new double[0], 10)]
    [InlineData(new[] { 0.0 }, 10)]
    public void Level_EnoughForAll_IsInfinite(double[] demands, double budget) => Level(demands, budget).Should().Be(double.PositiveInfinity);

    [Fact]
    public void Level_AnyDemandsAndWeights_GivesOutTheWholeBudget()
    {
        var random = new Random(4);
        for (var i = 0; i < 2_000; i++)
        {
            var demands = Enumerable.Range(0, random.Next(1, 50)).Select(_ => Math.Pow(10, 4 * random.NextDouble())).ToArray();
            var weights = demands.Select(_ => 1 + (9 * random.NextDouble())).ToArray();
            var budget = demands.Sum() * random.NextDouble();

            var level = WaterFilling.Level((double[])demands.Clone(), (double[])weights.Clone(), budget);

            demands.Zip(weights, (demand, weight) => Math.Min(demand, weight * level)).Sum().Should().BeApproximately(budget, budget * 1e-9);
        }
    }

    private static double Level(double[] demands, double budget) => WaterFilling.Level(demands, [.. demands.Select(_ => 1.0)], budget);
}
