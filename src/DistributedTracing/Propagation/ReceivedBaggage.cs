namespace DistributedTracing.Propagation;

/// <summary>Collects the items of a header list up to the limits. Of a key that occurs again, the last value counts.</summary>
internal struct ReceivedBaggage
{
    private int _members;

    /// <summary>Gets the items, one for each key, in the order of the headers; <see langword="null"/> when there are none.</summary>
    public List<KeyValuePair<string, string?>>? Items { get; private set; }

    /// <summary>Gets whether no more members are to be read; those that occur again count too, as they cost the same.</summary>
    public readonly bool IsFull => _members == BaggageItems.MaxCount;

    /// <summary>Adds an item.</summary>
    /// <param name="key">A token.</param>
    /// <param name="encodedValue">The value, percent-encoded.</param>
    public void Add(ReadOnlySpan<char> key, ReadOnlySpan<char> encodedValue)
    {
        _members++;
        Items ??= [];
        var value = BaggageValue.Decode(encodedValue);
        for (var i = 0; i < Items.Count; i++)
        {
            if (key.SequenceEqual(Items[i].Key))
            {
                Items[i] = new(Items[i].Key, value);
                return;
            }
        }

        Items.Add(new(key.ToString(), value));
    }
}
