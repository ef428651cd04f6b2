using Microsoft.Extensions.Configuration;

namespace DistributedTracing.Configuration;

/// <summary>A list of objects: an array in JSON, keys such as <c>Rules__0__Path</c> in the environment.</summary>
/// <param name="key">The key below the section <c>Tracing</c>.</param>
/// <param name="create">Makes an object whose fields are then read.</param>
/// <param name="fields">What an object may hold.</param>
/// <param name="required">The field no object can do without, if there is one.</param>
/// <param name="findConflicts">Finds what is wrong between well-formed fields and objects.</param>
/// <param name="get">Gets the list.</param>
internal sealed class ObjectListSetting<TOptions, TItem>(
    string key,
    Func<TItem> create,
    IReadOnlyList<Setting<TItem>> fields,
    Setting<TItem>? required,
    Func<IReadOnlyList<ListedItem<TItem>>, IEnumerable<RefusedValue>> findConflicts,
    Func<TOptions, IList<TItem>> get) : Setting<TOptions>(key, "a list of objects with " + string.Join(", ", fields.Select(field => field.Key)))
    where TItem : class
{
    private readonly ObjectFields<TItem> _fields = new(fields, required);

    public override bool OwnsChildren => true;

    public override IEnumerable<RefusedValue> Read(IConfigurationSection section, TOptions options)
    {
        if (!section.Exists())
        {
            return [];
        }

        if (!string.IsNullOrEmpty(section.Value))
        {
            return [new RefusedValue(section.Path, section.Value)];
        }

        var items = new List<ListedItem<TItem>>();
        var refused = new List<RefusedValue>();
        foreach (var child in section.GetChildren())
        {
            var item = create();
            var problems = _fields.Read(child, item).ToList();
            refused.AddRange(problems);
            if (problems.Count == 0)
            {
                items.Add(new ListedItem<TItem>(child.Path, item));
            }
        }

        refused.AddRange(findConflicts(items));
        if (refused.Count == 0)
        {
            // As with other lists, what is configured takes the place of the default.
            var list = get(options);
            list.Clear();
            items.ForEach(listed => list.Add(listed.Item));
        }

        return refused;
    }

    public override IEnumerable<RefusedValue> Check(TOptions options, string path)
    {
        var items = new List<ListedItem<TItem>>();
        var refused = new List<RefusedValue>();
        foreach (var listed in get(options).Select((item, index) => new ListedItem<TItem>($"{path}:{index}", item)))
        {
            var problems = _fields.Check(listed.Item, listed.Path).ToList();
            refused.AddRange(problems);
            if (problems.Count == 0)
            {
                items.Add(listed);
            }
        }

        return [.. refused, .. findConflicts(items)];
    }
}
