using DistributedTracing.Viewer.Internal.Jaeger;
using DistributedTracing.Viewer.Internal.Storage;

namespace DistributedTracing.Viewer.Tests.Storage;

public sealed class TraceStoreTests
{
    private const long Plenty = 1_000_000_000;

    [Fact]
    public void Add_MoreTracesThanKept_ForgetsTheFirstToArrive()
    {
        var store = new TraceStore(2, 100, Plenty);

        store.Add(Some.Stored(Some.Span(trace: 1), Some.Span(trace: 2)));
        store.Add(Some.Stored(Some.Span(trace: 3, atMs: -1_000)));

        Ids(store).Should().Equal(Some.TraceIdText(2), Some.TraceIdText(3));
        store.Find(IdOf(1)).Should().BeNull();
    }

    [Fact]
    public void Add_MoreSpansThanKept_CountsWhatIsLeftOut()
    {
        var store = new TraceStore(10, 3, Plenty);

        store.Add(Some.Stored([.. Enumerable.Range(1, 5).Select(id => Some.Span(id: id))]));

        var trace = store.Find(IdOf(1))!;
        trace.Spans.Should().HaveCount(3);
        trace.LeftOut.Should().Be(2);
    }

    [Fact]
    public void Add_SameSpanAgain_ChangesNothing()
    {
        var store = new TraceStore(10, 10, Plenty);
        store.Add(Some.Stored(Some.Span(id: 1)));
        var bytes = store.Bytes;

        store.Add(Some.Stored(Some.Span(id: 1, name: "again")));

        var trace = store.Find(IdOf(1))!;
        trace.Spans.Should().ContainSingle().Which.Name.Should().Be("GET /orders");
        trace.LeftOut.Should().Be(0);
        store.Bytes.Should().Be(bytes);
    }

    [Fact]
    public void Add_MoreBytesThanKept_StaysBelowTheBound()
    {
        const int bound = 100_000;
        var store = new TraceStore(1_000_000, 1_000_000, bound);

        for (var i = 1; i <= 500; i++)
        {
            store.Add(Some.Stored(Some.Span(trace: 1 + (i / 5), id: i).With("text", new string('x', i * 7))));
            store.Bytes.Should().BeLessThanOrEqualTo(bound);
        }

        store.Bytes.Should().BeGreaterThan(bound / 2);
        Ids(store)[^1].Should().Be(Some.TraceIdText(101));
    }

    [Fact]
    public void Add_SpanLargerThanTheStore_IsLeftOutAndCostsNoOtherTrace()
    {
        var store = new TraceStore(10, 10, 100_000);
        store.Add(Some.Stored(Some.Span(trace: 1)));

        store.Add(Some.Stored(Some.Span(trace: 2).With("text", new string('x', 100_000))));

        Ids(store).Should().Equal(Some.TraceIdText(1));
        store.Find(IdOf(2)).Should().BeNull();
    }

    [Fact]
    public void Add_OldestTraceGrows_EvictsOthersAndKeepsIt()
    {
        var store = new TraceStore(10, 10, 60_000);
        store.Add(Some.Stored(Some.Span(trace: 1, id: 1)));
        store.Add(Some.Stored(Some.Span(trace: 2).With("text", new string('x', 15_000))));

        store.Add(Some.Stored(Some.Span(trace: 1, id: 2).With("text", new string('x', 20_000))));

        Ids(store).Should().Equal(Some.TraceIdText(1));
        store.Find(IdOf(1))!.Spans.Should().HaveCount(2);
    }

    [Fact]
    public async Task Add_FromManyThreads_KeepsEverySpanOnce()
    {
        var store = new TraceStore(1_000, 1_000, Plenty);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            for (var i = 1; i <= 500; i++)
            {
                store.Add(Some.Stored(Some.Span(trace: i % 10, id: i)));
                store.All().Should().OnlyContain(trace => trace.Summary.Root != null);
            }
        })));

        store.All().Sum(trace => trace.Spans.Count).Should().Be(500);
    }

    [Fact]
    public void Summary_RootArrivesLast_IsNamedAfterIt()
    {
        var store = new TraceStore(10, 10, Plenty);
        store.Add(Some.Stored(Some.Span(id: 3, parent: 2, name: "SELECT").Failed(), Some.Span(id: 2, parent: 1, name: "POST /pay")));

        var early = store.Find(IdOf(1))!.Summary;
        store.Add(Some.Stored(Some.Span(id: 1, name: "POST /orders", atMs: 5)));
        var late = store.Find(IdOf(1))!.Summary;

        (early.Root.Name, early.IsRootMissing, early.Errors).Should().Be(("POST /pay", true, 1));
        (late.Root.Name, late.IsRootMissing).Should().Be(("POST /orders", false));
    }

    private static UInt128 IdOf(int trace) => HexIds.TryParseTraceId(Some.TraceIdText(trace), out var id) ? id : throw new FormatException();

    private static List<string> Ids(TraceStore store) => [.. store.All().Select(trace => HexIds.Format(trace.Id))];
}
