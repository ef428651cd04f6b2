namespace DistributedTracing.Viewer.Internal.Storage;

/// <summary>An attribute; the value is a string, bool, long, double or byte array. Lists and maps are kept as JSON text.</summary>
internal readonly record struct SpanAttribute(string Key, object Value)
{
    public int EstimatedBytes => 48 + (2 * Key.Length) + Value switch
    {
        string text => 24 + (2 * text.Length),
        byte[] bytes => 24 + bytes.Length,
        _ => 24,
    };
}
