using System.Diagnostics;
using DistributedTracing.Propagation;
using DistributedTracing.Tests.Shared;

namespace DistributedTracing.Tests.Propagation;

/// <summary>Who is told of a loss belongs to the process.</summary>
[Collection(nameof(ProcessWide))]
public sealed class BaggageLossTests : IDisposable
{
    private readonly LogCollector _log = new();

    public BaggageLossTests() => BaggageLoss.Use(_log);

    public static TheoryData<string, IEnumerable<(string Key, string? Value)>> WhatIsLost => new()
    {
        { "1 of 2 baggage items, among them \"two words\"", [("two words", "1"), ("b", "2")] },
        { "20 of 200 baggage items, among them \"k180\"", Enumerable.Range(0, 200).Select(i => ($"k{i}", (string?)"v")) },
        { "1 of 2 baggage items, among them \"long\"", [("long", new string('v', 8_192)), ("b", "2")] },
        { "1 of 1 baggage items, among them \"euro\"", [("euro", new string('€', 1_000))] },
    };

    public static TheoryData<IEnumerable<(string Key, string? Value)>> WhatFits => new()
    {
        { [] },
        { [("a", "1"), ("a", "older, hidden")] },
        { Enumerable.Range(0, 180).Select(i => ($"k{i}", (string?)"v")) },
        { [("k", new string('v', 8_190))] },
        { [("k", new string('€', 800)), ("hidden", null)] },
    };

    [Theory]
    [MemberData(nameof(WhatIsLost))]
    public void Inject_ItemsThatDoNotFit_AreReportedOnce(string what, IEnumerable<(string Key, string? Value)> items)
    {
        var written = Write(items);
        Write(items);

        _log.Warnings.Should().ContainSingle().Which.Should().StartWith(what + ",");
        var counts = what.Split(' ');
        written.Should().Be(int.Parse(counts[2], null) - int.Parse(counts[0], null), "the report and the header agree");
    }

    [Theory]
    [MemberData(nameof(WhatFits))]
    public void Inject_ItemsThatFit_IsSilent(IEnumerable<(string Key, string? Value)> items)
    {
        Write(items);
        _log.Lines.Should().BeEmpty();
    }

    [Fact]
    public void Inject_FormatsWithoutBaggage_IsSilent()
    {
        Contexts.Propagator("tracecontext").Writer.WriteBaggage([new("two words", "1")], new Headers(), Headers.Setter);
        _log.Lines.Should().BeEmpty();
    }

    public void Dispose() => BaggageLoss.Use(new LogCollector());

    private static int Write(IEnumerable<(string Key, string? Value)> items)
    {
        var headers = new Headers();
        Contexts.Propagator("baggage").Writer.WriteBaggage(items.Select(item => KeyValuePair.Create(item.Key, item.Value)).ToList(), headers, Headers.Setter);
        return headers.TryGetValue("baggage", out var header) ? header.Split(',').Length : 0;
    }
}
