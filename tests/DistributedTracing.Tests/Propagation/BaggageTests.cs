using DistributedTracing.Propagation;
using Entry = System.Collections.Generic.KeyValuePair<string, string?>;

namespace DistributedTracing.Tests.Propagation;

/// <summary>W3C Baggage: <see href="https://www.w3.org/TR/baggage/"/>; the remarks of the tests name its sections.</summary>
public sealed class BaggageTests
{
    private static readonly TracingPropagator Propagator = Contexts.Propagator("baggage");

    [Theory] // #definition, #key, #value, #property
    [InlineData("k=v", "k=v")]
    [InlineData(" k = v ", "k=v")]
    [InlineData("\tk\t=\tv\t,\tl=w", "k=v|l=w")]
    [InlineData("k=v;p;q=r", "k=v")]
    [InlineData("k=a%20b%2Cc%3Bd%3D%25", "k=a b,c;d=%")]
    [InlineData("k=%E2%82%AC", "k=€")]
    [InlineData("k=a=b", "k=a=b")]
    [InlineData("k=", "k=")]
    [InlineData("k=a+b", "k=a+b")]
    [InlineData("k=%zz", "k=%zz")] // A percent sign that begins no octet stands for itself.
    [InlineData("k=%", "k=%")]
    [InlineData("k=a%4", "k=a%4")]
    [InlineData("k=%e2%82%ac", "k=€")]
    [InlineData("k=100%25%", "k=100%%")]
    [InlineData("k=%FF", "k=\ufffd")] // "octet sequences that do not match the UTF-8 encoding scheme MUST be replaced"
    [InlineData("k=a%C3b", "k=a\ufffdb")]
    [InlineData("k=%E2%82", "k=\ufffd")]
    [InlineData("k=%00%0D%0A", "k=\0\r\n")]
    [InlineData("k=\u00fc", "k=\u00fc")] // No octet of baggage, yet nothing to fear: it is encoded on the way out.
    [InlineData("K=1,k=2", "K=1|k=2")] // Keys are tokens, whose case counts.
    [InlineData("SomeKey \t = \t SomeValue \t ; \t SomeProp \t , \t SomeKey2 \t = \t SomeValue2 \t ; \t ValueProp \t = \t PropVal", "SomeKey=SomeValue|SomeKey2=SomeValue2")]
    [InlineData("userId=alice,,serverNode=DF%2028", "userId=alice|serverNode=DF 28")]
    [InlineData("bad key=1,good=2", "good=2")]
    [InlineData("=1,good=2", "good=2")]
    [InlineData("novalue,good=2", "good=2")]
    [InlineData("ü=1,good=2", "good=2")]
    [InlineData("(x)=1,good=2", "good=2")]
    public void Extract_Members_AreDecoded(string header, string expected) =>
        string.Join('|', Extract(header)!.Select(entry => $"{entry.Key}={entry.Value}")).Should().Be(expected);

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData(",")]
    [InlineData(";")]
    [InlineData("=")]
    [InlineData("novalue")]
    public void Extract_NothingValid_FindsNone(string header) => Extract(header).Should().BeNull();

    [Fact]
    public void Extract_SeveralHeaders_AreOneList()
    {
        Propagator.ReadBaggage(new Headers(("baggage", "a=1"), ("baggage", "b=2")), Headers.ListGetter)
            .Should().Equal(new Entry("a", "1"), new Entry("b", "2"));
    }

    [Theory] // #mutating-baggage: "keys may be deduplicated by ... keeping the last entry"; so does OpenTelemetry
    [InlineData("k=1,l=2,k=3", "k=3|l=2")]
    [InlineData("k=1,k=,k", "k=")]
    public void Extract_KeyTwice_TakesTheLastValue(string header, string expected) =>
        string.Join('|', Extract(header)!.Select(entry => $"{entry.Key}={entry.Value}")).Should().Be(expected);

    [Fact] // ASP.NET Core adds the items one before the other.
    public void ExtractBaggage_ForTheFramework_IsInReverse() =>
        Propagator.ExtractBaggage(new Headers(("baggage", "a=1,b=2,c=3")), Headers.Getter)
            .Should().Equal(new Entry("c", "3"), new Entry("b", "2"), new Entry("a", "1"));

    [Fact]
    public void Extract_MoreThan180Members_KeepsTheFirst180() =>
        Extract(string.Join(',', Enumerable.Range(0, 300).Select(i => $"k{i}=v")))!.Select(entry => entry.Key)
            .Should().Equal(Enumerable.Range(0, 180).Select(i => $"k{i}"));

    [Fact]
    public void Extract_MoreThan8192Characters_KeepsTheMembersWithinThem()
    {
        var member = new string('v', 1_000);
        var header = string.Join(',', Enumerable.Range(0, 20).Select(i => $"k{i}={member}"));

        Extract(header).Should().HaveCount(8).And.OnlyContain(entry => entry.Value == member, "no member may be cut in two");
    }

    [Theory] // #limits: "8192 bytes"
    [InlineData(8_192, 1)]
    [InlineData(8_193, 0)]
    public void Extract_HeaderLength_IsCountedInBytes(int bytes, int items)
    {
        // Two bytes each, but for the three of "k=" and one of the last.
        var header = "k=" + new string('ü', (bytes - 2) / 2) + new string('x', bytes % 2);
        System.Text.Encoding.UTF8.GetByteCount(header).Should().Be(bytes);

        (Extract(header)?.Count ?? 0).Should().Be(items);
        (Extract("a=1," + header)?.Count).Should().Be(1);
    }

    [Fact]
    public void Extract_TenThousandMembersOfOneKey_StopsAtTheLimit()
    {
        var header = string.Join(',', Enumerable.Range(0, 10_000).Select(i => $"k={i % 10}"));
        Extract(header).Should().Equal([new("k", "9")]);
        Extract(header + ",l=1").Should().ContainSingle("members beyond 180 are not read");
    }

    [Fact]
    public void Extract_BaggageNotAmongTheFormats_FindsNone() =>
        Contexts.Propagator("tracecontext").ExtractBaggage(new Headers(("baggage", "k=v")), Headers.Getter).Should().BeNull();

    [Fact]
    public void Inject_Values_ArePercentEncoded() =>
        Inject(new("k", "a b,c;d=%€\r\n"), new("l", "w")).Should().Be("k=a%20b%2Cc%3Bd%3D%25%E2%82%AC%0D%0A,l=w");

    [Fact]
    public void Inject_LoneSurrogate_DoesNotThrow() => Inject(new Entry("k", "\ud800")).Should().Be("k=%EF%BF%BD");

    [Fact]
    public void Inject_WithoutEntries_WritesNoHeader() => Inject().Should().BeNull();

    [Fact]
    public void Inject_KeysThatAreNoTokensOrHaveNoValue_AreLeftOut() =>
        Inject(new("a b", "1"), new("", "2"), new("c", null), new("d", "4"), new("ü", "5")).Should().Be("d=4");

    [Fact] // .NET lists the newest entry first, and that is the one GetBaggageItem answers with.
    public void Inject_KeyTwice_WritesTheFirst() => Inject(new("k", "new"), new("l", "1"), new("k", "old")).Should().Be("k=new,l=1");

    [Fact]
    public void Inject_KeyHiddenByNull_IsLeftOut() => Inject(new("k", null), new("k", "old"), new("l", "1")).Should().Be("l=1");

    [Fact]
    public void Inject_MoreThan180Members_WritesTheFirst180() =>
        Inject([.. Enumerable.Range(0, 200).Select(i => new Entry($"k{i}", "v"))])!.Split(',').Should().HaveCount(180).And.EndWith("k179=v");

    [Fact]
    public void Inject_EntryTooLongForTheHeader_CostsOnlyThatEntry() =>
        Inject(new("long", new string('v', 9_000)), new("short", "v")).Should().Be("short=v");

    [Theory]
    [InlineData(8_192, true)]
    [InlineData(8_193, false)]
    public void Inject_HeaderLength_IsAtMost8192(int length, bool isWritten) =>
        (Inject(new Entry("k", new string('v', length - 2))) is not null).Should().Be(isWritten);

    [Fact]
    public void Inject_ManyEntries_StayWithinTheLength()
    {
        var header = Inject([.. Enumerable.Range(0, 100).Select(i => new Entry($"k{i}", new string('€', 100)))]);

        header!.Length.Should().BeInRange(7_000, 8_192);
        Extract(header).Should().OnlyContain(entry => entry.Value == new string('€', 100));
    }

    [Fact] // More than the few keys that are searched without a set.
    public void Inject_ManyKeysTwice_WritesEachOnce() =>
        Inject([.. Enumerable.Range(0, 40).Select(i => new Entry($"k{i % 20}", $"{i}"))])
            .Should().Be(string.Join(',', Enumerable.Range(0, 20).Select(i => $"k{i}={i}")));

    [Fact]
    public void Inject_OpenTelemetrysBaggage_HasTheSameLimitsAndRules()
    {
        var headers = new Headers();
        var baggage = Enumerable.Range(0, 200).ToDictionary(i => $"k{i}", i => (string?)$"v {i}");
        baggage["a b"] = "no token";
        baggage["k0"] = null;
        Propagator.Writer.WriteBaggage(baggage, headers, Headers.Setter);

        headers["baggage"].Split(',').Should().HaveCount(180).And.StartWith("k1=v%201").And.NotContain(member => member.Contains("a b"));
    }

    private static List<Entry>? Extract(string header) => Propagator.ReadBaggage(new Headers(("baggage", header)), Headers.Getter);

    private static string? Inject(params Entry[] entries)
    {
        var headers = new Headers();
        Propagator.Writer.WriteBaggage(entries, headers, Headers.Setter);
        return headers.GetValueOrDefault("baggage");
    }
}
