namespace DistributedTracing.Configuration;

/// <summary>A known key below the section <c>Tracing</c>, and whether the keys below it are its value.</summary>
internal readonly record struct SettingKey(string Key, bool OwnsChildren);
