using Microsoft.Extensions.Configuration;

namespace DistributedTracing.Configuration;

/// <summary>A list of texts: an array in JSON, indexed keys in the environment, or one comma-separated value.</summary>
internal sealed class ListSetting<TOptions>(
    string key,
    string allowed,
    Func<string, bool> isAllowed,
    Func<TOptions, IList<string>> get,
    bool canBeEmptied = true,
    Func<RefusedValue, RefusedValue>? explain = null) : Setting<TOptions>(key, allowed)
{
    public override bool OwnsChildren => true;

    public override IEnumerable<RefusedValue> Read(IConfigurationSection section, TOptions options)
    {
        var items = Items(section);
        if (items.Count == 0 && string.IsNullOrEmpty(section.Value) && !section.Exists())
        {
            return [];
        }

        if (items.Count == 0 && !canBeEmptied)
        {
            return [new RefusedValue(section.Path, section.Value)];
        }

        var refused = items.Where(item => !isAllowed(item.Value!)).Select(Explain).ToList();
        if (refused.Count == 0)
        {
            // A configured list takes the place of the default one; adding to it would leave no way to take an entry out.
            var list = get(options);
            list.Clear();
            foreach (var item in items)
            {
                list.Add(item.Value!);
            }
        }

        return refused;
    }

    public override IEnumerable<RefusedValue> Check(TOptions options, string path) => get(options)
        .Select(item => item ?? string.Empty).Where(item => !isAllowed(item)).Take(1)
        .Select(item => Explain(new RefusedValue(path, item)));

    private RefusedValue Explain(RefusedValue refused) => explain?.Invoke(refused) ?? refused;

    internal static List<RefusedValue> Items(IConfigurationSection section)
    {
        if (!string.IsNullOrEmpty(section.Value))
        {
            return [.. section.Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select(item => new RefusedValue(section.Path, item))];
        }

        return [.. section.GetChildren().Select(child => new RefusedValue(child.Path, child.Value ?? string.Empty))];
    }
}
