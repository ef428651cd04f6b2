using DistributedTracing.Propagation;
using Entry = System.Collections.Generic.KeyValuePair<string, string?>;

namespace DistributedTracing.Tests.Propagation;

// https://www.w3.org/TR/baggage/
public sealed class BaggageTests
{
    private static readonly TracingPropagator Propagator = Contexts.Propagator("baggage");

    [Theory]
    [InlineData("k=v", "k=v")]
    [InlineData(" k = v ", "k=v")]
    [InlineData("\tk\t=\tv\t,\tl=w", "k=v|l=w")]
    [InlineData("k=v;p;q=r", "k=v")]
    [InlineData("k=a%20b%2Cc%3Bd%3D%25", "k=a b,c;d=%")]
    [InlineData("k=%E2%82%AC", "k=€")]
    [InlineData("k=a=b", "k=a=b")]
    [InlineData("k=", "k=")]
    [InlineData("k=a+b", "k=a+b")]
    [InlineData("k=%zz", "k=%zz")]
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
        Propagator.ExtractBaggage(new Headers(("baggage", "a=1"), ("baggage", "b=2")), Headers.ListGetter)
            .Should().Equal(new Entry("a", "1"), new Entry("b", "2"));
    }

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

    private static IEnumerable<Entry>? Extract(string header) => Propagator.ExtractBaggage(new Headers(("baggage", header)), Headers.Getter);

    private static string? Inject(params Entry[] entries)
    {
        var headers = new Headers();
        Propagator.Writer.WriteBaggage(entries, headers, Headers.Setter);
        return headers.GetValueOrDefault("baggage");
    }
}
