using DistributedTracing.Sampling.Budgets;
using DistributedTracing.Tests.Shared;
using Microsoft.Extensions.Logging;

namespace DistributedTracing.Tests.Sampling.Budgets;

public sealed class BudgetTickerTests
{
    [Fact]
    public void Timer_SeveralBudgets_IsOneAndEndsWithTheLast()
    {
        using var simulation = new BudgetSimulation(1);
        simulation.Time.TimerCount.Should().Be(0);
        var first = Budget.MaxPerSecond(1, simulation.Ticker);
        var second = Budget.MaxPerSecond(2, simulation.Ticker);
        simulation.Time.TimerCount.Should().Be(1);

        first.Dispose();
        simulation.Time.TimerCount.Should().Be(1);
        second.Dispose();
        simulation.Time.TimerCount.Should().Be(0);
    }

    [Fact]
    public void Dispose_WithBudgetsLeft_EndsTheTimerForGood()
    {
        using var simulation = new BudgetSimulation(1);
        using var budget = Budget.MaxPerSecond(1, simulation.Ticker);

        simulation.Ticker.Dispose();
        using var late = Budget.MaxPerSecond(1, simulation.Ticker);

        simulation.Time.TimerCount.Should().Be(0);
        BudgetSimulation.RateOf(late, "a").Should().NotBeNull();
    }

    [Fact]
    public void Tick_OneBudgetFails_OthersGoOnAndItIsLoggedOnce()
    {
        var log = new LogCollector();
        using var loggers = LoggerFactory.Create(logging => logging.AddProvider(log));
        var time = new FailingTime();
        using var ticker = new BudgetTicker(time, loggers.CreateLogger("sampling"));
        using var budget = Budget.MaxPerSecond(1, ticker);
        time.Fails = true;

        time.Tick();
        time.Tick();

        log.Warnings.Should().ContainSingle(line => line.Contains("sampling budgets failed"));
    }

    private sealed class FailingTime : TimeProvider
    {
        private readonly ManualTime _timers = new();

        public bool Fails { get; set; }

        public override long GetTimestamp() => Fails ? throw new InvalidOperationException("no clock") : 0;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            _timers.CreateTimer(callback, state, dueTime, period);

        public void Tick() => _timers.Advance(BudgetTicker.Period);
    }
}
