namespace DistributedTracing.Configuration;

/// <summary>A configured value that is not allowed, and the full configuration path where it stands.</summary>
internal readonly record struct RefusedValue(string Path, string Value);
