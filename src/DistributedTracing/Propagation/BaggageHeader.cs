using System.Buffers;

namespace DistributedTracing.Propagation;

/// <summary>Writes a <c>baggage</c> header, which is ASCII, up to the limits of one.</summary>
/// <param name="start">Where the text is written as long as it fits there.</param>
internal ref struct BaggageHeader(Span<char> start)
{
    private Span<char> _text = start;
    private char[]? _rented;
    private int _length;
    private int _members;

    /// <summary>Adds a member. One that does not fit costs itself only, not those after it.</summary>
    public void TryAdd(string key, string value)
    {
        while (_members < BaggageItems.MaxCount)
        {
            if (TryWrite(key, value, _text[_length..], out var written))
            {
                _length += written;
                _members++;
                return;
            }

            if (_rented is not null)
            {
                return;
            }

            _rented = ArrayPool<char>.Shared.Rent(BaggageItems.MaxBytes);
            var text = _rented.AsSpan(0, BaggageItems.MaxBytes);
            _text[.._length].CopyTo(text);
            _text = text;
        }
    }

    /// <summary>Gets the header, or <see langword="null"/> when it has no members. The last call.</summary>
    public readonly string? Finish()
    {
        var header = _length == 0 ? null : new string(_text[.._length]);
        if (_rented is not null)
        {
            ArrayPool<char>.Shared.Return(_rented);
        }

        return header;
    }

    private readonly bool TryWrite(string key, string value, Span<char> target, out int written)
    {
        var start = _length == 0 ? 0 : 1;
        var valueStart = start + key.Length + 1;
        written = 0;
        if (valueStart > target.Length || !BaggageValue.TryEncode(value, target[valueStart..], out var valueLength))
        {
            return false;
        }

        target[0] = ',';
        key.CopyTo(target[start..]);
        target[valueStart - 1] = '=';
        written = valueStart + valueLength;
        return true;
    }
}
