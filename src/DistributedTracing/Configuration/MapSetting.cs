using Microsoft.Extensions.Configuration;

namespace DistributedTracing.Configuration;

/// <summary>A map of texts: an object in JSON, nested keys in the environment.</summary>
internal sealed class MapSetting<TOptions>(
    string key,
    string allowed,
    Func<string, string, bool> isAllowed,
    Func<TOptions, IDictionary<string, string>> get) : Setting<TOptions>(key, allowed)
{
    public override bool OwnsChildren => true;

    public override IEnumerable<RefusedValue> Read(IConfigurationSection section, TOptions options)
    {
        var refused = new List<RefusedValue>();
        foreach (var child in section.GetChildren())
        {
            if (child.Value is { } value && isAllowed(child.Key, value))
            {
                get(options)[child.Key] = value;
            }
            else
            {
                // The value may be a secret; the key is what has to be mended.
                refused.Add(new RefusedValue(child.Path, "…"));
            }
        }

        return refused;
    }

    public override string? Check(TOptions options) =>
        get(options).FirstOrDefault(entry => !isAllowed(entry.Key, entry.Value ?? string.Empty)).Key;
}
