using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DistributedTracing.Propagation;

/// <summary>Reads and writes the hexadecimal ids of trace context headers.</summary>
internal static class HexId
{
    public const int TraceIdLength = 32;
    public const int ShortTraceIdLength = 16;
    public const int SpanIdLength = 16;

    private const int DigitsInUInt64 = 16;

    /// <summary>Reads a trace id of at most 32 digits in either case, which is not zero.</summary>
    public static bool TryReadTraceId(ReadOnlySpan<char> text, out ulong high, out ulong low)
    {
        high = 0;
        low = 0;
        if (text.Length > TraceIdLength)
        {
            return false;
        }

        var lowStart = Math.Max(0, text.Length - DigitsInUInt64);
        return (lowStart == 0 || TryRead(text[..lowStart], out high)) && TryRead(text[lowStart..], out low) && (high | low) != 0;
    }

    /// <summary>Reads a span id of at most 16 digits in either case, which is not zero.</summary>
    public static bool TryReadSpanId(ReadOnlySpan<char> text, out ulong id) => TryRead(text, out id) && id != 0;

    /// <summary>Reads 16 digits in lower case.</summary>
    public static bool TryReadLowerCase(ReadOnlySpan<char> text, out ulong value) =>
        TryReadAll(MemoryMarshal.Cast<char, ushort>(text), toLowerCase: 0, out value);

    /// <summary>Writes 16 digits in lower case.</summary>
    public static void Write(ulong value, Span<char> target)
    {
        // The reverse of reading: bytes to pairs of their halves, the high one first, and those to characters.
        var bytes = Vector128.WidenLower(Vector128.CreateScalar(BinaryPrimitives.ReverseEndianness(value)).AsByte());
        var nibbles = ((bytes >> 4 | bytes << 8) & Vector128.Create((ushort)0x0f0f)).AsByte();
        var letters = Vector128.GreaterThan(nibbles, Vector128.Create((byte)9)) & Vector128.Create((byte)('a' - '0' - 10));
        var (lower, upper) = Vector128.Widen(nibbles + letters + Vector128.Create((byte)'0'));
        var digits = MemoryMarshal.Cast<char, ushort>(target);
        lower.CopyTo(digits);
        upper.CopyTo(digits[8..]);
    }

    private static bool TryRead(ReadOnlySpan<char> text, out ulong value) =>
        text.Length == DigitsInUInt64
            ? TryReadAll(MemoryMarshal.Cast<char, ushort>(text), toLowerCase: 0x20, out value)
            : ulong.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value) && text.Length < DigitsInUInt64;

    // Checks and converts all sixteen digits at once: a header costs a few instructions instead of some for each of its characters.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryReadAll(ReadOnlySpan<ushort> digits, byte toLowerCase, out ulong value)
    {
        // A character outside Latin-1 saturates to one that is no digit.
        var text = Vector128.NarrowWithSaturation(Vector128.Create(digits), Vector128.Create(digits[8..]));
        var decimals = text - Vector128.Create((byte)'0');
        var letters = (text | Vector128.Create(toLowerCase)) - Vector128.Create((byte)'a');
        var isDecimal = Vector128.LessThan(decimals, Vector128.Create((byte)10));
        var isLetter = Vector128.LessThan(letters, Vector128.Create((byte)6));
        var nibbles = Vector128.ConditionalSelect(isDecimal, decimals, letters + Vector128.Create((byte)10)).AsUInt16();

        // Two digits are one byte: the first, which lies in the low half of a pair, is its high half.
        var pairs = (nibbles << 4 | nibbles >> 8) & Vector128.Create((ushort)0xff);
        value = BinaryPrimitives.ReverseEndianness(Vector128.Narrow(pairs, pairs).AsUInt64().ToScalar());
        return (isDecimal | isLetter) == Vector128<byte>.AllBitsSet;
    }
}
