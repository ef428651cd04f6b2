using System.Diagnostics;
using DistributedTracing.Networks;
using DistributedTracing.Propagation;

namespace DistributedTracing.Configuration;

/// <summary>What a rule may hold in the configuration; a condition in code cannot be written there.</summary>
internal static class SamplingRuleFields
{
    private const string Outcomes = "one of Ratio, MaxPerSecond and Adaptive, to say what becomes of its spans";

    public static readonly IReadOnlyList<Setting<SamplingRule>> All =
    [
        new ScalarSetting<SamplingRule, string?>(
            "Name", "a text", (string text, out string? name) => (name = text) is not null, name => !string.IsNullOrWhiteSpace(name), rule => rule.Name, (rule, name) => rule.Name = name),
        new ChoiceListSetting<SamplingRule, ActivityKind>("Kind", Names<ActivityKind>(), rule => rule.Kind),
        Texts("Source", "names of activity sources", rule => rule.Source),
        Texts("SpanName", "names of spans", rule => rule.SpanName),
        Texts("Path", "paths that begin with \"/\" or \"*\"", rule => rule.Path, path => path is ['/' or '*', ..]),
        Texts("Method", "methods of HTTP requests", rule => rule.Method, method => HttpToken.Is(method)),
        Texts("Host", "names of hosts", rule => rule.Host),
        new PatternMapSetting<SamplingRule>("Headers", "a group of HTTP header names with one or more values", name => HttpToken.Is(name), rule => rule.Headers),
        new ListSetting<SamplingRule>("Networks", NetworkSet.Allowed, text => text is not null && NetworkSet.IsAllowed(text), rule => rule.Networks, canBeEmptied: false),
        Map("Baggage", "baggage keys", rule => rule.Baggage),
        Map("Attributes", "attribute names", rule => rule.Attributes),
        Map("Resource", "attribute names", rule => rule.Resource),
        new ChoiceListSetting<SamplingRule, SamplingParent>("Parent", Names<SamplingParent>(), rule => rule.Parent),
        Number("Ratio", 0, 1, rule => rule.Ratio, (rule, ratio) => rule.Ratio = ratio),
        Number("MaxPerSecond", AdaptiveSampling.MinTracesPerSecond, AdaptiveSampling.MaxTracesPerSecond, rule => rule.MaxPerSecond, (rule, traces) => rule.MaxPerSecond = traces),
        new ObjectSetting<SamplingRule, AdaptiveSampling>(
            "Adaptive", () => new AdaptiveSampling(), AdaptiveSamplingFields.All, rule => rule.Adaptive, (rule, adaptive) => rule.Adaptive = adaptive),
    ];

    /// <summary>Finds what is wrong between the fields of a rule and between rules.</summary>
    public static IEnumerable<RefusedValue> FindConflicts(IReadOnlyList<ListedItem<SamplingRule>> rules) =>
        rules.Where(rule => CountOutcomes(rule.Item) != 1)
            .Select(rule => new RefusedValue(rule.Path, null, $"{(CountOutcomes(rule.Item) == 0 ? "needs" : "must have only")} {Outcomes}"))
            .Concat(SameNames(rules));

    private static int CountOutcomes(SamplingRule rule) =>
        (rule.Ratio is null ? 0 : 1) + (rule.MaxPerSecond is null ? 0 : 1) + (rule.Adaptive is null ? 0 : 1);

    // What a rule has learnt, and what the log says of it, goes by its name.
    private static IEnumerable<RefusedValue> SameNames(IReadOnlyList<ListedItem<SamplingRule>> rules) => rules
        .Where(rule => rule.Item.Name is not null)
        .GroupBy(rule => rule.Item.Name, StringComparer.OrdinalIgnoreCase)
        .SelectMany(group => group.Skip(1).Select(rule => new RefusedValue($"{rule.Path}:Name", rule.Item.Name, $"is the name of {group.First().Path} already")));

    private static ListSetting<SamplingRule> Texts(string key, string allowed, Func<SamplingRule, IList<string>> get, Func<string, bool>? isAllowed = null) =>
        new(key, allowed + ", in which \"*\" stands for any characters", text => !string.IsNullOrWhiteSpace(text) && isAllowed?.Invoke(text) != false, get, canBeEmptied: false);

    private static PatternMapSetting<SamplingRule> Map(string key, string names, Func<SamplingRule, IDictionary<string, IList<string>>> get) =>
        new(key, $"a group of {names} with one or more values", name => !string.IsNullOrWhiteSpace(name), get);

    private static Dictionary<string, T> Names<T>()
        where T : struct, Enum => Enum.GetValues<T>().ToDictionary(value => value.ToString(), StringComparer.OrdinalIgnoreCase);

    private static ScalarSetting<SamplingRule, double?> Number(
        string key, double minimum, double maximum, Func<SamplingRule, double?> get, Action<SamplingRule, double?> set) =>
        new(key, Numbers.Allowed(minimum, maximum), Numbers.TryParse, number => number >= minimum && number <= maximum, get, set);
}
