using System.Net;
using DistributedTracing.Networks;

namespace DistributedTracing.Tests.Networks;

/// <summary>Networks compared with the framework's own arithmetic.</summary>
public sealed class NetworkSetTests
{
    private static readonly string[] Words = ["loopback", "private", "internet"];

    [Theory]
    [InlineData("0.0.0.0/0", "203.0.113.7", true)]
    [InlineData("0.0.0.0/0", "::ffff:203.0.113.7", true)]
    [InlineData("0.0.0.0/0", "2001:db8::1", false)]
    [InlineData("::/0", "2001:db8::1", true)]
    [InlineData("::/0", "203.0.113.7", false)]
    [InlineData("::/0", "::ffff:203.0.113.7", false)]
    [InlineData("::ffff:10.0.0.0/104", "10.255.0.1", true)]
    [InlineData("::ffff:10.0.0.0/104", "11.0.0.1", false)]
    [InlineData("255.255.255.255", "255.255.255.255", true)]
    [InlineData("fe80::/10", "fe80::1%3", true)]
    [InlineData("LOOPBACK", "127.255.255.255", true)]
    public void Contains_AddressOfEitherKind_TellsItsFamilyApart(string network, string address, bool isInside) =>
        new NetworkSet([network]).Contains(IPAddress.Parse(address)).Should().Be(isInside);

    [Fact]
    public void Contains_NoAddress_IsThisMachine()
    {
        new NetworkSet(["loopback"]).Contains(null).Should().BeTrue();
        new NetworkSet(["private", "internet"]).Contains(null).Should().BeFalse();
        NetworkSet.IsInternet(null).Should().BeFalse();
    }

    [Fact]
    public void Contains_AnyNetwork_AgreesWithTheFramework()
    {
        var random = new Random(20);
        for (var i = 0; i < 5_000; i++)
        {
            var bytes = new byte[random.Next(2) == 0 ? 4 : 16];
            random.NextBytes(bytes);
            var length = random.Next(bytes.Length * 8 + 1);
            var network = new IPNetwork(Masked(bytes, length), length);
            var near = (byte[])bytes.Clone();
            near[random.Next(near.Length)] ^= (byte)(1 << random.Next(8));
            var address = new IPAddress(near);

            new NetworkSet([network.ToString()]).Contains(address).Should().Be(network.Contains(address), "{0} in {1}", address, network);
        }
    }

    [Fact]
    public void Words_AnyAddress_IsInExactlyOne()
    {
        var random = new Random(21);
        var sets = Words.Select(word => new NetworkSet([word])).ToList();
        var bytes = new byte[4];
        for (var i = 0; i < 5_000; i++)
        {
            random.NextBytes(bytes);
            var address = new IPAddress(bytes);

            sets.Count(set => set.Contains(address)).Should().Be(1, "of {0}", address);
            sets.Count(set => set.Contains(address.MapToIPv6())).Should().Be(1, "of {0}", address);
        }
    }

    private static IPAddress Masked(byte[] bytes, int length)
    {
        var masked = (byte[])bytes.Clone();
        for (var bit = length; bit < masked.Length * 8; bit++)
        {
            masked[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        }

        return new IPAddress(masked);
    }
}
