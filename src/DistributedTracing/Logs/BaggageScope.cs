using System.Collections;

namespace DistributedTracing.Logs;

/// <summary>Baggage items as a scope of a log line: pairs for providers that keep those, <c>key:value, key:value</c> for the others.</summary>
internal sealed class BaggageScope(List<KeyValuePair<string, object?>> items) : IReadOnlyList<KeyValuePair<string, object?>>
{
    public int Count => items.Count;

    public KeyValuePair<string, object?> this[int index] => items[index];

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => string.Join(", ", items.Select(item => $"{item.Key}:{item.Value}"));
}
