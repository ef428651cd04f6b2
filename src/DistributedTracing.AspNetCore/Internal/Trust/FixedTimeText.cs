using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace DistributedTracing.AspNetCore.Internal.Trust;

/// <summary>Compares texts that may be secrets, so that how long it takes tells nothing but whether they are of one length.</summary>
internal static class FixedTimeText
{
    public static bool AreEqual(ReadOnlySpan<char> left, ReadOnlySpan<char> right) =>
        CryptographicOperations.FixedTimeEquals(MemoryMarshal.AsBytes(left), MemoryMarshal.AsBytes(right));
}
