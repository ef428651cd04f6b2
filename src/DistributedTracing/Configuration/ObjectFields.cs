using Microsoft.Extensions.Configuration;

namespace DistributedTracing.Configuration;

/// <summary>What an object in the configuration may hold, and how it is read and checked.</summary>
/// <param name="fields">What it may hold.</param>
/// <param name="required">The field it cannot do without, if there is one.</param>
internal sealed class ObjectFields<TItem>(IReadOnlyList<Setting<TItem>> fields, Setting<TItem>? required)
    where TItem : class
{
    /// <summary>Gets the names of the fields, for a sentence.</summary>
    public string Names { get; } = string.Join(", ", fields.Select(field => field.Key));

    public IEnumerable<RefusedValue> Read(IConfigurationSection section, TItem item)
    {
        var children = section.GetChildren().ToList();
        if (section.Value is not null || children.Count == 0)
        {
            yield return new RefusedValue(section.Path, section.Value, "must be an object with " + Names);
            yield break;
        }

        foreach (var refused in children.SelectMany(child => ReadField(child, item)))
        {
            yield return refused;
        }

        if (required is not null && !children.Any(child => IsOf(required, child) && (child.Value is not null || child.GetChildren().Any())))
        {
            yield return new RefusedValue(section.Path, null, $"needs {required.Key}, {required.Allowed}");
        }
    }

    public IEnumerable<RefusedValue> Check(TItem? item, string path) => item is null
        ? [new RefusedValue(path, null, "must not be null")]
        : fields.SelectMany(field => field.Check(item, $"{path}:{field.Key}")
            .Select(refused => refused with { Sentence = refused.Sentence ?? Must(field) }));

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

    private string Unknown(string name) => Spelling.Nearest(name, fields.Select(field => field.Key)) is { } suggestion
        ? $"unknown setting; did you mean {suggestion}"
        : $"unknown setting; there are {Names}";

    private static bool IsOf(Setting<TItem> field, IConfigurationSection section) =>
        string.Equals(field.Key, section.Key, StringComparison.OrdinalIgnoreCase);

    private static string Must(Setting<TItem> field) => "must be " + field.Allowed;
}
