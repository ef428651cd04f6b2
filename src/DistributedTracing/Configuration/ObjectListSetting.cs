using Microsoft.Extensions.Configuration;

namespace DistributedTracing.Configuration;

/// <summary>A list of objects: an array in JSON, keys such as <c>Rules__0__Path</c> in the environment.</summary>
/// <param name="key">The key below the section <c>Tracing</c>.</param>
/// <param name="create">Makes an object whose fields are then read.</param>
/// <param name="fields">What an object may hold.</param>
/// <param name="required">The field no object can do without.</param>
/// <param name="findConflicts">Finds what is wrong between well-formed fields and objects.</param>
/// <param name="get">Gets the list.</param>
internal sealed class ObjectListSetting<TOptions, TItem>(
    string key,
    Func<TItem> create,
    IReadOnlyList<Setting<TItem>> fields,
    Setting<TItem> required,
    Func<IReadOnlyList<ListedItem<TItem>>, IEnumerable<RefusedValue>> findConflicts,
    Func<TOptions, IList<TItem>> get) : Setting<TOptions>(key, "a list of objects with " + Names(fields))
    where TItem : class
{
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
            var problems = ReadItem(child, item).ToList();
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
            var problems = CheckItem(listed).ToList();
            refused.AddRange(problems);
            if (problems.Count == 0)
            {
                items.Add(listed);
            }
        }

        return [.. refused, .. findConflicts(items)];
    }

    private IEnumerable<RefusedValue> ReadItem(IConfigurationSection section, TItem item)
    {
        var children = section.GetChildren().ToList();
        if (section.Value is not null || children.Count == 0)
        {
            yield return new RefusedValue(section.Path, section.Value, "must be an object with " + Names(fields));
            yield break;
        }

        foreach (var refused in children.SelectMany(child => ReadField(child, item)))
        {
            yield return refused;
        }

        if (!children.Any(child => IsOf(required, child) && (child.Value is not null || child.GetChildren().Any())))
        {
            yield return new RefusedValue(section.Path, null, $"needs {required.Key}, {required.Allowed}");
        }
    }

    private IEnumerable<RefusedValue> ReadField(IConfigurationSection section, TItem item)
    {
        if (fields.FirstOrDefault(candidate => IsOf(candidate, section)) is not { } field)
        {
            // Not with its value: nothing says that it is no secret.
            return [new RefusedValue(section.Path, null, Unknown(section.Key))];
        }

        var isGroup = section.GetChildren().Any();
        if (section.Value is null && !isGroup)
        {
            // A null in JSON.
            return [];
        }

        // A blank setting is one that is not set, but a blank condition must not make an object mean more than it was meant to.
        var isRefused = section.Value is "" || (isGroup && !field.OwnsChildren);
        return isRefused
            ? [new RefusedValue(section.Path, section.Value, Must(field))]
            : field.Read(section, item).Select(refused => refused with { Sentence = refused.Sentence ?? Must(field) });
    }

    private IEnumerable<RefusedValue> CheckItem(ListedItem<TItem> listed) => listed.Item is null
        ? [new RefusedValue(listed.Path, null, "must not be null")]
        : fields.SelectMany(field => field.Check(listed.Item, $"{listed.Path}:{field.Key}")
            .Select(refused => refused with { Sentence = refused.Sentence ?? Must(field) }));

    private string Unknown(string name) => Spelling.Nearest(name, fields.Select(field => field.Key)) is { } suggestion
        ? $"unknown setting; did you mean {suggestion}"
        : $"unknown setting; there are {Names(fields)}";

    private static bool IsOf(Setting<TItem> field, IConfigurationSection section) =>
        string.Equals(field.Key, section.Key, StringComparison.OrdinalIgnoreCase);

    private static string Must(Setting<TItem> field) => "must be " + field.Allowed;

    private static string Names(IReadOnlyList<Setting<TItem>> fields) => string.Join(", ", fields.Select(field => field.Key));
}
