using Microsoft.Extensions.Configuration;

namespace DistributedTracing.Configuration;

/// <summary>A list of names, each of which stands for a value: an array in JSON, indexed keys in the environment, or one comma-separated value.</summary>
internal sealed class ChoiceListSetting<TOptions, T>(string key, IReadOnlyDictionary<string, T> choices, Func<TOptions, IList<T>> get)
    : Setting<TOptions>(key, "one or more of " + string.Join(", ", choices.Keys))
    where T : struct, Enum
{
    public override bool OwnsChildren => true;

    public override IEnumerable<RefusedValue> Read(IConfigurationSection section, TOptions options)
    {
        var items = ListSetting<TOptions>.Items(section);
        var refused = items.Where(item => !choices.ContainsKey(item.Value!)).ToList();
        if (items.Count == 0)
        {
            refused.Add(new RefusedValue(section.Path, section.Value));
        }

        if (refused.Count == 0)
        {
            var list = get(options);
            list.Clear();
            items.ForEach(item => list.Add(choices[item.Value!]));
        }

        return refused;
    }

    public override IEnumerable<RefusedValue> Check(TOptions options, string path) => get(options)
        .Where(item => !choices.Values.Contains(item)).Take(1)
        .Select(item => new RefusedValue(path, item.ToString()));
}
