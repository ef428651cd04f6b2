using Microsoft.Extensions.Configuration;

namespace DistributedTracing.Configuration;

/// <summary>A map of names to texts, each a single one or a list: an object in JSON, nested keys in the environment.</summary>
internal sealed class PatternMapSetting<TOptions>(
    string key,
    string allowed,
    Func<string, bool> isName,
    Func<TOptions, IDictionary<string, IList<string>>> get) : Setting<TOptions>(key, allowed)
{
    public override bool OwnsChildren => true;

    public override IEnumerable<RefusedValue> Read(IConfigurationSection section, TOptions options)
    {
        var refused = new List<RefusedValue>();
        var children = section.GetChildren().ToList();
        if (!string.IsNullOrEmpty(section.Value) || children.Count == 0)
        {
            refused.Add(new RefusedValue(section.Path, section.Value));
        }

        foreach (var child in children)
        {
            // Values may hold commas of their own, so a text is one value here.
            var values = child.Value is { } value ? [value] : child.GetChildren().Select(item => item.Value).ToList();
            if (isName(child.Key) && AreAllowed(values))
            {
                get(options)[child.Key] = values!;
            }
            else
            {
                refused.Add(new RefusedValue(child.Path, child.Value));
            }
        }

        return refused;
    }

    public override IEnumerable<RefusedValue> Check(TOptions options, string path) => get(options)
        .Where(entry => !isName(entry.Key) || entry.Value is null || !AreAllowed(entry.Value!))
        .Select(entry => new RefusedValue($"{path}:{entry.Key}", entry.Value is null ? null : string.Join(", ", entry.Value)));

    private static bool AreAllowed(IEnumerable<string?> values) => values.Any() && values.All(value => !string.IsNullOrEmpty(value));
}
