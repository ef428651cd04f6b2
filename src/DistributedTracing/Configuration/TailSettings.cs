using DistributedTracing.Networks;

namespace DistributedTracing.Configuration;

/// <summary>What is particular to the settings of <see cref="TailSamplingOptions"/>.</summary>
internal static class TailSettings
{
    public static readonly Setting<TracingOptions> Rules = new ObjectListSetting<TracingOptions, TailKeepRule>(
        "Sampling:Tail:Keep:Rules",
        () => new TailKeepRule(),
        TailKeepRuleFields.All,
        TailKeepRuleFields.Name,
        TailKeepRuleFields.FindConflicts,
        options => options.Sampling.Tail.Keep.Rules);

    public static readonly Setting<TracingOptions> MaxPerSecond = new ScalarSetting<TracingOptions, double?>(
        "Sampling:Tail:Keep:MaxPerSecond",
        Numbers.Allowed(AdaptiveSampling.MinTracesPerSecond, AdaptiveSampling.MaxTracesPerSecond),
        Numbers.TryParse,
        IsBudget,
        options => options.Sampling.Tail.Keep.MaxPerSecond,
        (options, traces) => options.Sampling.Tail.Keep.MaxPerSecond = traces);

    public static readonly Setting<TracingOptions> TellCallers = new ListSetting<TracingOptions>(
        "Sampling:Tail:TellCallers", NetworkSet.Allowed, text => text is not null && NetworkSet.IsAllowed(text), options => options.Sampling.Tail.TellCallers);

    public static bool IsBudget(double? traces) => traces is null or (>= AdaptiveSampling.MinTracesPerSecond and <= AdaptiveSampling.MaxTracesPerSecond);

    public static Setting<TracingOptions> Sources(string key, Func<TailSamplingOptions, IList<string>> get) =>
        new ListSetting<TracingOptions>(key, "names of activity sources", name => !string.IsNullOrWhiteSpace(name), options => get(options.Sampling.Tail));

    /// <summary>Rules over more than one setting.</summary>
    public static IEnumerable<ConfigurationProblem> FindConflicts(TailSamplingOptions options)
    {
        if (options.Enabled && options.Keep.SlowerThan >= options.MaxAge)
        {
            yield return new ConfigurationProblem(
                "Tracing:Sampling:Tail:Keep:SlowerThan",
                options.Keep.SlowerThan.ToString(),
                null,
                $"must be below Tracing:Sampling:Tail:MaxAge, which is {options.MaxAge}, because a trace is decided by then");
        }
    }
}
