namespace DistributedTracing.Sampling;

/// <summary>Looks among the attributes a span is created with.</summary>
internal static class CreationTags
{
    public static object? Find(IEnumerable<KeyValuePair<string, object?>>? tags, string key) => tags switch
    {
        null => null,

        // Arrays, lists and TagList: by index, as their enumerators would have to be allocated.
        IList<KeyValuePair<string, object?>> list => FindIn(list, key),
        _ => FindAmong(tags, key),
    };

    private static object? FindIn(IList<KeyValuePair<string, object?>> tags, string key)
    {
        for (var i = 0; i < tags.Count; i++)
        {
            var tag = tags[i];
            if (tag.Key == key)
            {
                return tag.Value;
            }
        }

        return null;
    }

    private static object? FindAmong(IEnumerable<KeyValuePair<string, object?>> tags, string key)
    {
        foreach (var tag in tags)
        {
            if (tag.Key == key)
            {
                return tag.Value;
            }
        }

        return null;
    }
}
