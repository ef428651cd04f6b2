using DistributedTracing.Sampling.Budgets;

namespace DistributedTracing.Sampling.Rules;

/// <summary>Makes what gives the rates of rules, and goes on with what a rule of the same name had before.</summary>
internal sealed class RateSources(BudgetTicker ticker, IReadOnlyDictionary<string, RuleOutcome> previous)
{
    public RuleOutcome For(string name, SamplingRule rule)
    {
        var words = OutcomeWords.Of(rule);
        var before = previous.GetValueOrDefault(name);
        if (before is not null && before.Words == words)
        {
            return before;
        }

        var rates = Make(rule);
        if (rates is Budget budget && before?.Rates is Budget learnt)
        {
            budget.TakeOverFrom(learnt);
        }

        return new RuleOutcome(rates, words);
    }

    private IRateSource Make(SamplingRule rule) => rule switch
    {
        { Adaptive: { } adaptive } => Budget.Adaptive(adaptive, ticker),
        { MaxPerSecond: { } traces } => Budget.MaxPerSecond(traces, ticker),

        // A rule that keeps nothing means it: what it is about is not worth a look at its end either.
        { Ratio: 0 } => FixedRate.Never,
        _ => new FixedRate(rule.Ratio!.Value),
    };
}
