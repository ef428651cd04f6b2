using Microsoft.Extensions.Configuration;

namespace DistributedTracing.Configuration;

/// <summary>A map of texts: an object in JSON, nested keys in the environment.</summary>
internal sealed class MapSetting<TOptions>(
    string key,
    string allowed,
    Func<string, string, bool> isAllowed,
    Func<TOptions, IDictionary<string, string>> get) : Setting<TOptions>(key, allowed)
{
    // The value may be a secret; the key is what has to be mended.
    private const string Hidden = "…";

    public override bool OwnsChildren => true;

    public override IEnumerable<RefusedValue> Read(IConfigurationSection section, TOptions options)
    {
        var refused = new List<RefusedValue>();
        if (!string.IsNullOrEmpty(section.Value))
        {
            refused.Add(new RefusedValue(section.Path, Hidden));
        }

        foreach (var child in section.GetChildren())
        {
            if (child.Value is { } value && isAllowed(child.Key, value) && !child.GetChildren().Any())
            {
                get(options)[child.Key] = value;
            }
            else
            {
                refused.Add(new RefusedValue(child.Path, Hidden));
            }
        }

        return refused;
    }

    public override IEnumerable<RefusedValue> Check(TOptions options, string path) => get(options)
        .Where(entry => entry.Value is null || !isAllowed(entry.Key, entry.Value)).Take(1)
        .Select(entry => new RefusedValue(path, entry.Key));
}
