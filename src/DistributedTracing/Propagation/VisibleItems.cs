using System.Runtime.CompilerServices;

namespace DistributedTracing.Propagation;

/// <summary>Picks out of the baggage of an activity what a header can carry, item by item.</summary>
/// <remarks>.NET lists an item before the older one of the same key, which it hides; null hides it as well.</remarks>
internal struct VisibleItems(StringComparison keys)
{
    private readonly StringComparison _keys = keys;
    private FewKeys _few;
    private int _count;
    private HashSet<string>? _many;

    /// <summary>Whether the next item is one to be written.</summary>
    public bool Include(in KeyValuePair<string, string?> item) => HttpToken.Is(item.Key) && TryAdd(item.Key) && item.Value is not null;

    private bool TryAdd(string key)
    {
        if (_many is not null)
        {
            return _many.Add(key);
        }

        Span<string> few = _few;
        foreach (var seen in few[.._count])
        {
            if (seen.Length == key.Length && string.Equals(seen, key, _keys))
            {
                return false;
            }
        }

        if (_count < few.Length)
        {
            few[_count++] = key;
            return true;
        }

        _many = new HashSet<string>(few.ToArray(), StringComparer.FromComparison(_keys));
        return _many.Add(key);
    }

    // To search so few costs less than a set does.
    [InlineArray(8)]
    private struct FewKeys
    {
        private string _first;
    }
}
