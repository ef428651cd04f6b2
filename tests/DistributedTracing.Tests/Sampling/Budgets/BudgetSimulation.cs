using System.Diagnostics;
using DistributedTracing.Sampling;
using DistributedTracing.Sampling.Budgets;
using DistributedTracing.Tests.Shared;
using Microsoft.Extensions.Logging.Abstractions;
using OpenTelemetry.Trace;

namespace DistributedTracing.Tests.Sampling.Budgets;

/// <summary>Random traffic on a budget, on a clock of its own: the same for the same seed.</summary>
internal sealed class BudgetSimulation : IDisposable
{
    private readonly Random _random;
    private TimeSpan _now;

    public BudgetSimulation(int seed)
    {
        _random = new Random(seed);
        Ticker = new BudgetTicker(Time, NullLogger.Instance);
    }

    public ManualTime Time { get; } = new();

    public BudgetTicker Ticker { get; }

    /// <summary>Lets spans of the given names arrive at random, each at its rate, for some seconds.</summary>
    public SimulatedTraffic Run(IRateSource budget, double seconds, params (string Name, double PerSecond)[] traffic)
    {
        var result = new SimulatedTraffic();
        var total = traffic.Sum(key => key.PerSecond);
        var start = _now;
        var end = start + TimeSpan.FromSeconds(seconds);
        while (total > 0)
        {
            var next = _now + TimeSpan.FromSeconds(-Math.Log(1 - _random.NextDouble()) / total);
            if (next >= end)
            {
                break;
            }

            _now = next;
            Time.AdvanceTo(_now);
            var name = Pick(traffic, total);
            result.Add(name, (_now - start).TotalSeconds, RateOf(budget, name), (ulong)_random.NextInt64((long)SamplingThreshold.Limit));
        }

        _now = end;
        Time.AdvanceTo(end);
        return result;
    }

    public static SamplingRate RateOf(IRateSource budget, string name, ActivityKind kind = ActivityKind.Internal)
    {
        var parameters = new SamplingParameters(default, default, name, kind);
        return budget.RateFor(new SamplingCandidate(in parameters, null));
    }

    public static SamplingRate PeekAt(Budget budget, string name)
    {
        var parameters = new SamplingParameters(default, default, name, ActivityKind.Internal);
        return budget.Peek(new SamplingCandidate(in parameters, null));
    }

    public static BudgetKey KeyOf(BudgetKeys keys, string name)
    {
        var parameters = new SamplingParameters(default, default, name, ActivityKind.Internal);
        return keys.Of(new SamplingCandidate(in parameters, null));
    }

    public void Dispose() => Ticker.Dispose();

    private string Pick((string Name, double PerSecond)[] traffic, double total)
    {
        var point = _random.NextDouble() * total;
        foreach (var (name, perSecond) in traffic)
        {
            point -= perSecond;
            if (point < 0)
            {
                return name;
            }
        }

        return traffic[^1].Name;
    }
}
