using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DistributedTracing.Sampling;

/// <summary>Reads 16 hexadecimal digits at once; each span that is sampled needs it.</summary>
internal static class HexNumber
{
    public const int Digits = 16;

    /// <summary>Gets the number that 16 digits of lower case make; they are not checked.</summary>
    public static ulong Read(ReadOnlySpan<char> digits)
    {
        var codes = MemoryMarshal.Cast<char, ushort>(digits[..Digits]);
        var letters = Vector128.Narrow(Vector128.Create(codes), Vector128.Create(codes[Vector128<ushort>.Count..]));

        // '0' is 0x30 and 'a' is 0x61: only letters have the bit 0x40, and their low half is 9 too small.
        var values = (letters & Vector128.Create((byte)0x0F)) + ((letters >> 6) * Vector128.Create((byte)9));

        // Each pair of values becomes a byte.
        var pairs = values.AsUInt16();
        var bytes = BitConverter.IsLittleEndian ? (pairs << 4) | (pairs >> 8) : (pairs >> 4) | pairs;
        var number = Vector128.Narrow(bytes & Vector128.Create((ushort)0xFF), Vector128<ushort>.Zero).AsUInt64().ToScalar();
        return BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(number) : number;
    }
}
