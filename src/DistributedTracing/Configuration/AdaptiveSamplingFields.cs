using System.Globalization;
using DistributedTracing.Sampling.Budgets;
using static DistributedTracing.AdaptiveSampling;

namespace DistributedTracing.Configuration;

/// <summary>What a budget may hold in the configuration.</summary>
internal static class AdaptiveSamplingFields
{
    public static readonly IReadOnlyList<Setting<AdaptiveSampling>> All =
    [
        Number("TracesPerSecond", MinTracesPerSecond, MaxTracesPerSecond, budget => budget.TracesPerSecond, (budget, traces) => budget.TracesPerSecond = traces),
        new ListSetting<AdaptiveSampling>("Key", KeyParts.Allowed, KeyParts.IsName, budget => budget.Key),
        new ScalarSetting<AdaptiveSampling, int>(
            "MaxKeys",
            string.Create(CultureInfo.InvariantCulture, $"a whole number of keys from 1 to {MaxMaxKeys}"),
            (string text, out int keys) => int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out keys),
            keys => keys is >= 1 and <= MaxMaxKeys,
            budget => budget.MaxKeys,
            (budget, keys) => budget.MaxKeys = keys),
        new ScalarSetting<AdaptiveSampling, TimeSpan>(
            "Window",
            Durations.Allowed(MinWindow, MaxWindow),
            Durations.TryParse,
            window => window >= MinWindow && window <= MaxWindow,
            budget => budget.Window,
            (budget, window) => budget.Window = window),
        Number("ErrorBoost", 1, MaxErrorBoost, budget => budget.ErrorBoost, (budget, boost) => budget.ErrorBoost = boost),
    ];

    private static ScalarSetting<AdaptiveSampling, double?> Number(
        string key, double minimum, double maximum, Func<AdaptiveSampling, double> get, Action<AdaptiveSampling, double> set) =>
        new(key, Numbers.Allowed(minimum, maximum), Numbers.TryParse, number => number >= minimum && number <= maximum, budget => get(budget), (budget, number) => set(budget, number!.Value));
}
