using System.Diagnostics;
using DistributedTracing.Sampling.Tail;

namespace DistributedTracing.Configuration;

/// <summary>What a rule of the tail may hold in the configuration.</summary>
internal static class TailKeepRuleFields
{
    public static readonly Setting<TailKeepRule> Name = new ScalarSetting<TailKeepRule, string?>(
        "Name",
        "a text",
        (string text, out string? name) => (name = text) is not null,
        name => !string.IsNullOrWhiteSpace(name),
        rule => rule.Name,
        (rule, name) => rule.Name = name);

    public static readonly IReadOnlyList<Setting<TailKeepRule>> All =
    [
        Name,
        new ChoiceListSetting<TailKeepRule, ActivityKind>("Kind", Names<ActivityKind>(), rule => rule.Kind),
        Texts("Source", "names of activity sources", rule => rule.Source),
        Texts("SpanName", "names of spans", rule => rule.SpanName),
        new ChoiceListSetting<TailKeepRule, ActivityStatusCode>("Status", Names<ActivityStatusCode>(), rule => rule.Status),
        new ScalarSetting<TailKeepRule, TimeSpan>(
            "MinDuration",
            Durations.Allowed(TimeSpan.Zero, TimeSpan.FromHours(1)),
            Durations.TryParse,
            duration => duration >= TimeSpan.Zero && duration <= TimeSpan.FromHours(1),
            rule => rule.MinDuration,
            (rule, duration) => rule.MinDuration = duration),
        new PatternMapSetting<TailKeepRule>(
            "Attributes", "a group of attribute names with one or more values", name => !string.IsNullOrWhiteSpace(name), rule => rule.Attributes),
        new ScalarSetting<TailKeepRule, double?>(
            "MaxPerSecond",
            Numbers.Allowed(AdaptiveSampling.MinTracesPerSecond, AdaptiveSampling.MaxTracesPerSecond),
            Numbers.TryParse,
            TailSettings.IsBudget,
            rule => rule.MaxPerSecond,
            (rule, traces) => rule.MaxPerSecond = traces),
    ];

    /// <summary>Finds what is wrong between the fields of a rule and between rules.</summary>
    public static IEnumerable<RefusedValue> FindConflicts(IReadOnlyList<ListedItem<TailKeepRule>> rules) =>
        rules.SelectMany(FindConflicts).Concat(SameNames(rules)).Concat(TooMany(rules));

    private static IEnumerable<RefusedValue> FindConflicts(ListedItem<TailKeepRule> listed)
    {
        var rule = listed.Item;
        if (string.IsNullOrWhiteSpace(rule.Name))
        {
            yield return new RefusedValue(listed.Path, null, "needs Name, a text");
        }

        if (rule is { Kind.Count: 0, Source.Count: 0, SpanName.Count: 0, Status.Count: 0, Attributes.Count: 0 } && rule.MinDuration == TimeSpan.Zero)
        {
            yield return new RefusedValue(listed.Path, null, "needs a condition, or it would keep every trace");
        }

        foreach (var (name, values) in rule.Attributes)
        {
            foreach (var value in values.Where(value => AttributePattern.IsBrokenComparison(value)))
            {
                yield return new RefusedValue($"{listed.Path}:Attributes:{name}", value, "must have a number behind the comparison");
            }
        }
    }

    // A kept trace names the rule.
    private static IEnumerable<RefusedValue> SameNames(IReadOnlyList<ListedItem<TailKeepRule>> rules) => rules
        .Where(rule => rule.Item.Name is not null)
        .GroupBy(rule => rule.Item.Name, StringComparer.OrdinalIgnoreCase)
        .SelectMany(group => group.Skip(1).Select(rule => new RefusedValue($"{rule.Path}:Name", rule.Item.Name, $"is the name of {group.First().Path} already")));

    private static IEnumerable<RefusedValue> TooMany(IReadOnlyList<ListedItem<TailKeepRule>> rules) => rules
        .Skip(KeepClasses.MaxRules).Take(1).Select(rule => new RefusedValue(rule.Path, null, $"is more than the {KeepClasses.MaxRules} rules there may be"));

    private static ListSetting<TailKeepRule> Texts(string key, string allowed, Func<TailKeepRule, IList<string>> get) =>
        new(key, allowed + ", in which \"*\" stands for any characters", text => !string.IsNullOrWhiteSpace(text), get, canBeEmptied: false);

    private static Dictionary<string, T> Names<T>()
        where T : struct, Enum => Enum.GetValues<T>().ToDictionary(value => value.ToString(), StringComparer.OrdinalIgnoreCase);
}
