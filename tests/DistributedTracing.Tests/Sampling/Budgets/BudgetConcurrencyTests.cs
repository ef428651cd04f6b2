using DistributedTracing.Sampling.Budgets;

namespace DistributedTracing.Tests.Sampling.Budgets;

public sealed class BudgetConcurrencyTests
{
    private const int Threads = 8;
    private const int PerThread = 100_000;

    [Fact]
    public void Arrive_EightThreadsWhileTheSharesAreWorkedOut_LosesNothing()
    {
        var key = new BudgetKey(step: 0, allowance: 1);
        var counted = 0L;
        using var done = new CancellationTokenSource();
        var observer = new Thread(() =>
        {
            while (!done.IsCancellationRequested)
            {
                counted += key.Observe(0.25, 5);
            }
        });
        observer.Start();

        OnEightThreads(_ => key.Arrive());
        done.Cancel();
        observer.Join();

        (counted + key.Observe(0.25, 5)).Should().Be(Threads * PerThread);
    }

    [Fact]
    public void RateFor_EightThreadsWithTheSameNewKeys_MakesEachOnceAndCountsAll()
    {
        using var simulation = new BudgetSimulation(1);
        var options = new AdaptiveSampling();
        var keys = new BudgetKeys(options);
        string[] names = [.. Enumerable.Range(0, 100).Select(i => "k" + i)];

        OnEightThreads(i => BudgetSimulation.KeyOf(keys, names[i % names.Length]).Arrive());

        keys.Count.Should().Be(100);
        keys.Known.Sum(key => key.Value.Observe(0.25, 5)).Should().Be(Threads * PerThread);
    }

    [Fact]
    public void RateFor_EightThreadsWithEverNewKeys_StaysWithinTheBoundAndForgets()
    {
        using var simulation = new BudgetSimulation(1);
        using var budget = Budget.Adaptive(new AdaptiveSampling { MaxKeys = 50, Window = TimeSpan.FromSeconds(1) }, simulation.Ticker);
        using var done = new CancellationTokenSource();
        var ticking = new Thread(() =>
        {
            while (!done.IsCancellationRequested)
            {
                simulation.Time.Advance(BudgetTicker.Period);
            }
        });
        ticking.Start();

        OnEightThreads(i => BudgetSimulation.RateOf(budget, "k" + i));
        done.Cancel();
        ticking.Join();

        // So many threads may find room for one more at the same moment.
        budget.KeyCount.Should().BeLessThan(50 + Threads);
        simulation.Time.Advance(TimeSpan.FromMinutes(1));
        budget.KeyCount.Should().Be(0);
    }

    private static void OnEightThreads(Action<int> action)
    {
        var threads = Enumerable.Range(0, Threads).Select(_ => new Thread(() =>
        {
            for (var i = 0; i < PerThread; i++)
            {
                action(i);
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
    }
}
