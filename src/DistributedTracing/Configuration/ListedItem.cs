namespace DistributedTracing.Configuration;

/// <summary>One object of a list, and the configuration path it stands at or would stand at.</summary>
internal readonly record struct ListedItem<TItem>(string Path, TItem Item);
