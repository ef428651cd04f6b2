using System.Buffers;
using System.Text;

namespace DistributedTracing.Propagation;

/// <summary>The percent-encoding of baggage values, which are UTF-8.</summary>
/// <remarks>
/// <see href="https://www.w3.org/TR/baggage/#value"/>: "percent-encoded octet sequences that do not match the UTF-8 encoding scheme
/// MUST be replaced with the replacement code point". A percent sign without two digits after it stands for itself.
/// </remarks>
internal static class BaggageValue
{
    private const int MaxBytesPerCharacter = 3;
    private const int EscapeLength = 3;
    private const int StackBytes = 384;

    // RFC 3986 section 2.3; every other character is encoded, more than have to be.
    private static readonly SearchValues<char> Unreserved =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~");

    /// <summary>Writes every character as it is or as ASCII; a lone surrogate becomes the replacement character.</summary>
    public static string Encode(string value) => Uri.EscapeDataString(value);

    /// <summary>Does the same if there is room for it.</summary>
    public static bool TryEncode(ReadOnlySpan<char> value, Span<char> target, out int length)
    {
        length = 0;
        while (true)
        {
            var plain = value.IndexOfAnyExcept(Unreserved);
            var run = plain < 0 ? value : value[..plain];
            if (!run.TryCopyTo(target[length..]))
            {
                return false;
            }

            length += run.Length;
            if (plain < 0)
            {
                return true;
            }

            Rune.DecodeFromUtf16(value[plain..], out var rune, out var consumed);
            if (target.Length - length < rune.Utf8SequenceLength * EscapeLength)
            {
                return false;
            }

            length += Escape(rune, target[length..]);
            value = value[(plain + consumed)..];
        }
    }

    public static string Decode(ReadOnlySpan<char> text)
    {
        var escape = text.IndexOf('%');
        if (escape < 0)
        {
            return text.ToString();
        }

        var size = text.Length * MaxBytesPerCharacter;
        var rented = size > StackBytes ? ArrayPool<byte>.Shared.Rent(size) : null;
        Span<byte> bytes = rented ?? stackalloc byte[StackBytes];
        var length = 0;
        while (escape >= 0)
        {
            length += Encoding.UTF8.GetBytes(text[..escape], bytes[length..]);
            text = text[(escape + 1)..];
            if (text is [var high, var low, ..] && char.IsAsciiHexDigit(high) && char.IsAsciiHexDigit(low))
            {
                bytes[length++] = (byte)(Digit(high) << 4 | Digit(low));
                text = text[2..];
            }
            else
            {
                bytes[length++] = (byte)'%';
            }

            escape = text.IndexOf('%');
        }

        length += Encoding.UTF8.GetBytes(text, bytes[length..]);
        var decoded = Encoding.UTF8.GetString(bytes[..length]);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        return decoded;
    }

    private static int Escape(Rune rune, Span<char> target)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        var count = rune.EncodeToUtf8(bytes);
        for (var i = 0; i < count; i++)
        {
            target[EscapeLength * i] = '%';
            Convert.TryToHexString(bytes.Slice(i, 1), target[(EscapeLength * i + 1)..], out _);
        }

        return count * EscapeLength;
    }

    private static int Digit(char hex) => char.IsAsciiDigit(hex) ? hex - '0' : (hex | 0x20) - 'a' + 10;
}
