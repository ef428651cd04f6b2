using System.Diagnostics;
using System.Numerics;
using DistributedTracing.Sampling.Budgets;

namespace DistributedTracing.Sampling.Tail;

/// <summary>Finds what makes a trace worth keeping. Thread safe.</summary>
/// <remarks>What it finds must not depend on the trace's randomness: adjusted counts would be wrong.</remarks>
internal sealed class KeepClasses : IDisposable
{
    /// <summary>The classes of a trace are the bits of a number, two of which are taken.</summary>
    public const int MaxRules = 60;

    private readonly List<KeepClass> _classes = [];
    private readonly KeepRule[] _rules;
    private readonly ulong _errors;
    private readonly ulong _slow;
    private readonly KeepClass? _callees;
    private readonly TimeSpan _slowerThan;
    private readonly BudgetTicker _ticker;
    private ulong _limited;

    public KeepClasses(TailKeepOptions options, BudgetTicker ticker)
    {
        _ticker = ticker;
        _slowerThan = options.SlowerThan;

        // Rules first: where several apply, the name somebody chose says more.
        _rules = [.. options.Rules.Select(rule => new KeepRule(rule))];
        foreach (var rule in options.Rules)
        {
            Add(rule.Name!, rule.MaxPerSecond);
        }

        _callees = options.Callees ? NewClass("callee", options.MaxPerSecond) : null;
        _errors = options.Errors ? Add("error", options.MaxPerSecond) : 0;
        _slow = options.SlowerThan > TimeSpan.Zero ? Add("slow", options.MaxPerSecond) : 0;
    }

    /// <summary>Gets the classes an ended span puts its trace into.</summary>
    public ulong Of(Activity span, in SpanContent content, bool isRoot)
    {
        var classes = content.IsError ? _errors : 0;
        if (isRoot && _slow != 0 && span.Duration >= _slowerThan)
        {
            classes |= _slow;
        }

        for (var i = 0; i < _rules.Length; i++)
        {
            if (_rules[i].Matches(span))
            {
                classes |= 1UL << i;
            }
        }

        return classes;
    }

    /// <summary>Gets the class of a trace whose root has not ended after the given time.</summary>
    /// <remarks>Only of what somebody waits for: a worker's loop or a subscription is not slow because it goes on.</remarks>
    public ulong OfUnfinished(Activity root, TimeSpan age) =>
        _slow != 0 && root.Kind is ActivityKind.Server or ActivityKind.Consumer && age >= _slowerThan ? _slow : 0;

    /// <summary>Gets the rate for a trace of the given classes, and counts it in their budgets.</summary>
    public KeepRate RateFor(ulong classes)
    {
        if (classes == 0)
        {
            return KeepRate.None;
        }

        // Those without a budget first: where one of them applies, no budget is touched.
        var rate = RateOf(classes & ~_limited);
        return rate.IsAlways ? rate : KeepRate.Max(rate, RateOf(classes & _limited));
    }

    /// <summary>Gets the class of a request that is answered.</summary>
    public ulong OfResponse(bool isFailure, TimeSpan duration) => (isFailure ? _errors : 0) | (duration >= _slowerThan ? _slow : 0);

    /// <summary>Gets the rate for a trace of which a service that was called kept its part, and counts it.</summary>
    public KeepRate RateForCallee(SamplingThreshold threshold)
    {
        if (_callees is null)
        {
            return KeepRate.None;
        }

        var rate = _callees.Next();
        return rate.Threshold.Value < threshold.Value ? rate with { Threshold = threshold } : rate;
    }

    public void Dispose()
    {
        foreach (var kept in _classes.Append(_callees))
        {
            (kept?.Budget as IDisposable)?.Dispose();
        }
    }

    private KeepRate RateOf(ulong classes)
    {
        var rate = KeepRate.None;
        for (; classes != 0; classes &= classes - 1)
        {
            rate = KeepRate.Max(rate, _classes[BitOperations.TrailingZeroCount(classes)].Next());
        }

        return rate;
    }

    private ulong Add(string reason, double? maxPerSecond)
    {
        var bit = 1UL << _classes.Count;
        _classes.Add(NewClass(reason, maxPerSecond));
        _limited |= maxPerSecond is null ? 0 : bit;
        return bit;
    }

    private KeepClass NewClass(string reason, double? maxPerSecond) =>
        new(reason, maxPerSecond is { } traces ? Budget.MaxPerSecond(traces, _ticker) : null);
}
