using System.Buffers.Binary;
using System.Net;

namespace DistributedTracing.Networks;

/// <summary>An address as a number; an IPv4 address is the number of the IPv6 address that stands for it.</summary>
/// <remarks>So it is all the same whether IPv4 arrives on a socket of its own or on one for both, and nothing is allocated to find out.</remarks>
internal readonly record struct NetworkAddress(UInt128 Value)
{
    /// <summary>The leading bits that IPv4 addresses have in common: <c>::ffff:0:0/96</c>.</summary>
    public const int IPv4PrefixLength = 96;

    private const uint IPv4Prefix = 0xFFFF;

    public bool IsIPv4 => Value >> 32 == IPv4Prefix;

    public static NetworkAddress Of(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out var written);
        return new NetworkAddress(written == 4
            ? ((UInt128)IPv4Prefix << 32) | BinaryPrimitives.ReadUInt32BigEndian(bytes)
            : BinaryPrimitives.ReadUInt128BigEndian(bytes));
    }
}
