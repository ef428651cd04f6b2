namespace DistributedTracing.Sampling.Rules;

/// <summary>What becomes of the spans a rule matches.</summary>
/// <param name="Rates">Gives the rate.</param>
/// <param name="Words">The outcome in words, such as <c>10 %</c>; two outcomes of the same words are the same.</param>
internal sealed record RuleOutcome(IRateSource Rates, string Words);
