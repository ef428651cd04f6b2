using System.Diagnostics;
using Benchmarks.Propagation;
using Microsoft.AspNetCore.Http;

namespace Benchmarks.Tests;

public sealed class PropagatorBenchmarksTests
{
    [Theory]
    [InlineData(ContextHeaders.W3C, true)]
    [InlineData(ContextHeaders.W3CWithState, true)]
    [InlineData(ContextHeaders.B3Single, false)]
    [InlineData(ContextHeaders.B3Multi, false)]
    public void Extract_EverySide_ReadsTheContext(ContextHeaders headers, bool isReadByRuntime)
    {
        var benchmarks = new ExtractBenchmarks { Headers = headers };
        benchmarks.SetUp();

        var contexts = new List<ActivityContext> { benchmarks.OpenTelemetry(), benchmarks.Ours(), benchmarks.OursThroughOpenTelemetry() };
        if (isReadByRuntime)
        {
            contexts.Add(benchmarks.Runtime());
        }

        contexts.Should().AllSatisfy(context =>
        {
            context.TraceId.ToHexString().Should().Be(ExtractBenchmarks.TraceId);
            context.SpanId.ToHexString().Should().Be(ExtractBenchmarks.SpanId);
            context.TraceFlags.Should().Be(ActivityTraceFlags.Recorded);
            (context.TraceState ?? "").Should().Be(headers == ContextHeaders.W3CWithState ? ExtractBenchmarks.TraceState : "");
        });
    }

    [Fact]
    public void Extract_NoHeaders_FindsNothing()
    {
        var benchmarks = new ExtractBenchmarks { Headers = ContextHeaders.None };
        benchmarks.SetUp();

        new[] { benchmarks.OpenTelemetry(), benchmarks.Runtime(), benchmarks.Ours(), benchmarks.OursThroughOpenTelemetry() }
            .Should().AllSatisfy(context => context.Should().Be(default(ActivityContext)));
    }

    [Fact]
    public void Ours_NoHeaders_AllocatesNothing()
    {
        var benchmarks = new ExtractBenchmarks { Headers = ContextHeaders.None };
        benchmarks.SetUp();

        Allocations.PerCall(() => benchmarks.Ours()).Should().Be(0);
    }

    [Theory]
    [InlineData(ContextHeaders.W3C, HeaderCarrier.HeaderDictionary)]
    [InlineData(ContextHeaders.W3C, HeaderCarrier.HttpRequestMessage)]
    [InlineData(ContextHeaders.B3Single, HeaderCarrier.HeaderDictionary)]
    [InlineData(ContextHeaders.B3Multi, HeaderCarrier.HttpRequestMessage)]
    public void Inject_BothSides_WriteTheSameHeaders(ContextHeaders headers, HeaderCarrier carrier)
    {
        using var benchmarks = new InjectBenchmarks { Headers = headers, Carrier = carrier };
        benchmarks.SetUp();

        var expected = Read(benchmarks.OpenTelemetry());
        var actual = Read(benchmarks.Ours());

        actual.Should().Equal(expected);
        actual.Should().HaveCount(headers == ContextHeaders.B3Multi ? 3 : 1);
    }

    [Theory]
    [InlineData(OutgoingRequest.First)]
    [InlineData(OutgoingRequest.FirstWithHeaders)]
    [InlineData(OutgoingRequest.Again)]
    [InlineData(OutgoingRequest.ToUnlistedHost)]
    public void OutgoingRequest_BothSides_WriteTheSameHeadersButOursToListedHostsOnly(OutgoingRequest request)
    {
        using var theirs = new OutgoingRequestBenchmarks { Request = request };
        using var ours = new OutgoingRequestBenchmarks { Request = request };
        theirs.SetUp();
        ours.SetUp();

        var expected = Read(theirs.OpenTelemetry());
        var actual = Read(ours.Ours());
        ours.Ours();

        actual.Keys.Should().Equal(expected.Keys.Where(name => name != "traceparent" || request != OutgoingRequest.ToUnlistedHost));
        Read(ours.Ours()).Should().Equal(actual);
    }

    [Fact]
    public void OutgoingRequest_ToAnUnlistedHost_AllocatesNothing()
    {
        using var benchmarks = new OutgoingRequestBenchmarks { Request = OutgoingRequest.ToUnlistedHost };
        benchmarks.SetUp();

        Allocations.PerCall(() => benchmarks.Ours()).Should().Be(0);
    }

    [Theory]
    [InlineData(OutgoingRequest.First)]
    [InlineData(OutgoingRequest.FirstWithHeaders)]
    [InlineData(OutgoingRequest.Again)]
    public void OutgoingRequest_ToAListedHost_AllocatesOnlyTheHeader(OutgoingRequest request)
    {
        using var benchmarks = new OutgoingRequestBenchmarks { Request = request };
        benchmarks.SetUp();

        const int CharactersOfAString = 22;
        Allocations.PerCall(() => benchmarks.Ours()).Should().Be((CharactersOfAString + (55 * sizeof(char)) + 7) / 8 * 8);
    }

    private static SortedDictionary<string, string> Read(object? carrier)
    {
        var headers = carrier is HttpRequestMessage message
            ? message.Headers.Select(header => (header.Key, Value: header.Value.Single()))
            : ((IHeaderDictionary)carrier!).Select(header => (header.Key, Value: header.Value.ToString()));
        return new(headers.ToDictionary(header => header.Key, header => header.Value), StringComparer.OrdinalIgnoreCase);
    }
}
