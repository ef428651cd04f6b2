namespace DistributedTracing.Viewer.Internal.Storage;

/// <summary>The library that made a span.</summary>
internal sealed record SpanScope(string Name, string Version);
