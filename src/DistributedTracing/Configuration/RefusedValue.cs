namespace DistributedTracing.Configuration;

/// <summary>A value that is not allowed, and the full configuration path where it stands.</summary>
/// <param name="Path">The full configuration path.</param>
/// <param name="Value">The value as it may be shown, if at all.</param>
/// <param name="Sentence">What is wrong, where it is not that the value must be what the setting allows.</param>
internal readonly record struct RefusedValue(string Path, string? Value, string? Sentence = null);
