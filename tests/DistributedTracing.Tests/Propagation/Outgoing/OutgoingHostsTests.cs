using DistributedTracing.Propagation;

namespace DistributedTracing.Tests.Propagation.Outgoing;

public sealed class OutgoingHostsTests
{
    [Theory]
    [InlineData("localhost")]
    [InlineData("LOCALHOST")]
    [InlineData("localhost.")]
    [InlineData("a.localhost")]
    [InlineData("orders")]
    [InlineData("my_orders")]
    [InlineData("orders.")]
    [InlineData("orders.shop.svc")]
    [InlineData("orders.shop.svc.cluster.local")]
    [InlineData("Orders.Shop.SVC.Cluster.Local.")]
    [InlineData("printer.local")]
    [InlineData("host.docker.internal")]
    [InlineData("nas.home.arpa")]
    [InlineData("wiki.intranet")]
    [InlineData("wiki.corp")]
    [InlineData("api.test")]
    [InlineData("127.0.0.1")]
    [InlineData("127.255.0.9")]
    [InlineData("2130706433")]
    [InlineData("0.0.0.0")]
    [InlineData("10.0.0.1")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.1.1")]
    [InlineData("100.64.0.1")]
    [InlineData("100.127.255.255")]
    [InlineData("169.254.169.254")]
    [InlineData("[::1]")]
    [InlineData("[::]")]
    [InlineData("[fe80::1]")]
    [InlineData("[fe80::1%25eth0]")]
    [InlineData("[fd12:3456::1]")]
    [InlineData("[::ffff:10.0.0.1]")]
    [InlineData("[::ffff:7f00:1]")]
    public void Internal_HostThatIsNotOnThePublicInternet_IsIncluded(string host) => Include("internal", host).Should().BeTrue();

    [Theory]
    [InlineData("example.com")]
    [InlineData("api.example.com.")]
    [InlineData("localhost.example.com")]
    [InlineData("local.com")]
    [InlineData("xlocal.co")]
    [InlineData("notlocalhost.com")]
    [InlineData("a.xlocalhost")]
    [InlineData("a.xsvc")]
    [InlineData("cluster.local.example.com")]
    [InlineData("10.example.com")]
    [InlineData("1.1.1.1")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.0")]
    [InlineData("100.63.255.255")]
    [InlineData("100.128.0.0")]
    [InlineData("192.169.0.1")]
    [InlineData("11.0.0.1")]
    [InlineData("0.0.0.1")]
    [InlineData("169.253.0.1")]
    [InlineData("[2001:db8::1]")]
    [InlineData("[::2]")]
    [InlineData("[fec0::1]")]
    [InlineData("[::ffff:1.1.1.1]")]
    [InlineData("127.0.0.1.nip.io")]
    public void Internal_AnyOtherHost_IsRefused(string host) => Include("internal", host).Should().BeFalse();

    [Theory]
    [InlineData("api.example.com", "api.example.com", true)]
    [InlineData("API.Example.com.", "api.example.com", true)]
    [InlineData("api.example.com", "API.EXAMPLE.COM.", true)]
    [InlineData("api.example.com", "www.api.example.com", false)]
    [InlineData("api.example.com", "example.com", false)]
    [InlineData("api.example.com", "api.example.com.evil.org", false)]
    [InlineData("*.example.com", "api.example.com", true)]
    [InlineData("*.example.com", "a.b.Example.com.", true)]
    [InlineData("*.example.com", "example.com", false)]
    [InlineData("*.example.com", "badexample.com", false)]
    [InlineData("*.example.com", "example.com.evil.org", false)]
    [InlineData("bücher.example", "xn--bcher-kva.example", true)]
    [InlineData("xn--bcher-kva.example", "BÜCHER.example", true)]
    [InlineData("*.bücher.example", "api.xn--bcher-kva.example", true)]
    [InlineData("orders", "orders", true)]
    [InlineData("orders", "localhost", false)]
    [InlineData("*", "example.com", true)]
    [InlineData("*", "1.1.1.1", true)]
    [InlineData("INTERNAL", "localhost", true)]
    [InlineData("203.0.113.7", "203.0.113.7", true)]
    [InlineData("203.0.113.7", "203.0.113.8", false)]
    [InlineData("203.0.113.7", "[::ffff:203.0.113.7]", true)]
    [InlineData("::ffff:203.0.113.7", "203.0.113.7", true)]
    [InlineData("2001:DB8::1", "[2001:db8:0::1]", true)]
    [InlineData("[2001:db8::1]", "[2001:db8::1]", true)]
    [InlineData("203.0.113.0/24", "203.0.113.255", true)]
    [InlineData("203.0.113.0/24", "203.0.114.0", false)]
    [InlineData("203.0.113.0/24", "203.0.113.1.example.com", false)]
    [InlineData("::ffff:203.0.113.0/120", "203.0.113.9", true)]
    [InlineData("2001:db8::/32", "[2001:db8:ffff::1]", true)]
    [InlineData("2001:db8::/32", "203.0.113.1", false)]
    [InlineData("0.0.0.0/0", "203.0.113.1", true)]
    [InlineData("203.0.113.1", "203.0.113.1.", true)]
    public void Entry_Host_IsComparedAsItIsMeant(string entry, string host, bool isIncluded) => Include(entry, host).Should().Be(isIncluded);

    [Fact]
    public void SeveralEntries_AnyOfThemMatches_IsIncluded()
    {
        var hosts = new OutgoingHosts(["internal", "*.example.com"]);

        hosts.Include(new Uri("http://localhost/")).Should().BeTrue();
        hosts.Include(new Uri("https://api.example.com/")).Should().BeTrue();
        hosts.Include(new Uri("https://api.example.org/")).Should().BeFalse();
    }

    [Fact]
    public void NoEntries_RefuseEveryone() => new OutgoingHosts([]).Include(new Uri("http://localhost/")).Should().BeFalse();

    [Fact]
    public void Include_HostSeenBefore_AllocatesNothing()
    {
        var hosts = new OutgoingHosts(["internal", "*.example.com"]);
        Uri[] addresses = [new("http://localhost:5000/a"), new("https://api.example.com/b"), new("https://api.example.org/c"), new("http://[::1]/")];

        Allocations.Of(() =>
        {
            foreach (var address in addresses)
            {
                hosts.Include(address);
            }
        }).Should().Be(0);
    }

    [Fact]
    public void Include_EndlessDistinctHosts_KeepsNoMoreThanFit()
    {
        var hosts = new OutgoingHosts(["internal"]);
        var known = new Uri("http://orders/");

        var addresses = new List<WeakReference>();
        for (var i = 0; i < 5_000; i++)
        {
            addresses.Add(Visit(hosts, i));
            hosts.Include(known).Should().BeTrue("it may have lost its place");
        }

        GC.Collect();
        addresses.Count(host => host.IsAlive).Should().BeLessThanOrEqualTo(256);
        GC.KeepAlive(hosts);
    }

    [Fact]
    public async Task Include_FromManyThreads_AlwaysTellsTheSame()
    {
        var hosts = new OutgoingHosts(["*.example.com"]);

        var wrong = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Enumerable.Range(0, 10_000).Count(i =>
            !hosts.Include(new Uri($"http://h{i % 3_000}.example.com/")) || hosts.Include(new Uri($"http://h{i % 3_000}.example.org/"))))));

        wrong.Should().OnlyContain(count => count == 0);
    }

    private static bool Include(string entry, string host) => new OutgoingHosts([entry]).Include(new Uri($"http://{host}:8080/path?query"));

    private static WeakReference Visit(OutgoingHosts hosts, int number)
    {
        var address = new Uri($"http://h{number}.example.com/");
        hosts.Include(address).Should().BeFalse();
        return new WeakReference(address.IdnHost);
    }
}
