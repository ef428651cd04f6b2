using Microsoft.Extensions.Configuration;

namespace DistributedTracing.Configuration;

/// <summary>A setting that is an object with fields of its own, or is not there.</summary>
internal sealed class ObjectSetting<TOptions, TItem>(
    string key,
    Func<TItem> create,
    IReadOnlyList<Setting<TItem>> fields,
    Func<TOptions, TItem?> get,
    Action<TOptions, TItem> set) : Setting<TOptions>(key, "an object with " + string.Join(", ", fields.Select(field => field.Key)))
    where TItem : class
{
    private readonly ObjectFields<TItem> _fields = new(fields, required: null);

    public override bool OwnsChildren => true;

    public override IEnumerable<RefusedValue> Read(IConfigurationSection section, TOptions options)
    {
        var item = create();
        var refused = _fields.Read(section, item).ToList();
        if (refused.Count == 0)
        {
            set(options, item);
        }

        return refused;
    }

    public override IEnumerable<RefusedValue> Check(TOptions options, string path) => get(options) is { } item ? _fields.Check(item, path) : [];
}
