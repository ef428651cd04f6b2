using System.Diagnostics;
using System.Globalization;

namespace DistributedTracing.Sampling.Rules;

/// <summary>Makes rules ready to be compared.</summary>
internal sealed class RuleCompiler(IReadOnlyDictionary<string, object> resource, SamplingFaults faults, RateSources rates)
{
    /// <summary>The parents a rule is about when it does not say: nobody has decided yet.</summary>
    public static readonly IReadOnlyList<SamplingParent> DefaultParents = [SamplingParent.None, SamplingParent.Untrusted];

    private static readonly SpanKinds Server = SpanKinds.Of(ActivityKind.Server);

    /// <summary>Compiles the rules that apply in this service, in their order.</summary>
    public RuleSet Compile(IEnumerable<SamplingRule> rules)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return new RuleSet([.. rules.Where(IsOfThisService).Select(rule => Compile(rule, names))]);
    }

    private CompiledRule Compile(SamplingRule rule, HashSet<string> names)
    {
        var conditions = Conditions(rule).ToList();
        var kinds = rule.Kind.Count == 0 ? SpanKinds.All : SpanKinds.Of(rule.Kind);
        if (conditions.Any(condition => condition.NeedsRequest))
        {
            kinds = kinds.And(Server);
        }

        var parents = rule.Parent.Count == 0 ? DefaultParents : [.. rule.Parent.Distinct().Order()];
        var name = Unique(rule.Name ?? RuleWords.Of(kinds, parents, [.. conditions, .. Code(rule, string.Empty)]), names);
        return new CompiledRule(name, kinds, parents, [.. conditions, .. Code(rule, name)], rates.For(name, rule));
    }

    private static string Unique(string name, HashSet<string> names)
    {
        var unique = name;
        for (var number = 2; !names.Add(unique); number++)
        {
            unique = string.Create(CultureInfo.InvariantCulture, $"{name} ({number})");
        }

        return unique;
    }

    private bool IsOfThisService(SamplingRule rule) => rule.Resource.All(attribute =>
        resource.TryGetValue(attribute.Key, out var value) && AttributeText.Matches(value, new PatternSet(attribute.Value, StringComparison.Ordinal)));

    // The cheaper and the more selective ones first.
    private static IEnumerable<RuleCondition> Conditions(SamplingRule rule)
    {
        foreach (var (subject, patterns) in new[]
        {
            (TextSubject.Method, rule.Method),
            (TextSubject.Path, rule.Path),
            (TextSubject.Host, rule.Host),
            (TextSubject.SpanName, rule.SpanName),
            (TextSubject.Source, rule.Source),
        })
        {
            if (patterns.Count > 0)
            {
                yield return new TextCondition(subject, patterns);
            }
        }

        if (rule.Networks.Count > 0)
        {
            yield return new NetworkCondition([.. rule.Networks]);
        }

        foreach (var (name, patterns) in rule.Headers)
        {
            yield return new HeaderCondition(name, patterns);
        }

        foreach (var (key, patterns) in rule.Attributes)
        {
            yield return new AttributeCondition(key, patterns);
        }

        foreach (var (key, patterns) in rule.Baggage)
        {
            yield return new BaggageCondition(key, patterns);
        }
    }

    private IEnumerable<RuleCondition> Code(SamplingRule rule, string name) => rule.When is { } when ? [new CodeCondition(when, name, faults)] : [];
}
