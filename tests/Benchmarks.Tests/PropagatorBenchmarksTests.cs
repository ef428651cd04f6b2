using System.Diagnostics;
using Benchmarks.Propagation;
using Microsoft.AspNetCore.Http;

namespace Benchmarks.Tests;

public sealed class PropagatorBenchmarksTests
{
    // The runtime keeps the ids of a context as texts: what no propagator can go below.
    private const int ContextBytes = 144;
    private const int TraceParentBytes = 136;

    public static TheoryData<ContextHeaders, RequestHeaders> Extractions
    {
        get
        {
            var data = new TheoryData<ContextHeaders, RequestHeaders>();
            foreach (var headers in new[] { ContextHeaders.W3C, ContextHeaders.W3CWithState, ContextHeaders.B3Single, ContextHeaders.B3Multi })
            {
                data.Add(headers, RequestHeaders.Kestrel);
                data.Add(headers, RequestHeaders.Dictionary);
            }

            return data;
        }
    }

    public static TheoryData<ContextHeaders, HeaderCarrier> Injections
    {
        get
        {
            var data = new TheoryData<ContextHeaders, HeaderCarrier>();
            foreach (var headers in new[] { ContextHeaders.W3C, ContextHeaders.W3CWithState, ContextHeaders.B3Single, ContextHeaders.B3Multi })
            {
                data.Add(headers, HeaderCarrier.HttpRequestMessage);
                data.Add(headers, HeaderCarrier.HeaderDictionary);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Extractions))]
    public void Extract_EverySide_ReadsTheContext(ContextHeaders headers, RequestHeaders carrier)
    {
        using var benchmarks = Extract(headers, carrier);
        var contexts = new List<ActivityContext>
        {
            benchmarks.OpenTelemetry(), benchmarks.Ours(), benchmarks.OursThroughOpenTelemetry(), benchmarks.OursOfOneFormat(),
        };
        if (headers is ContextHeaders.W3C or ContextHeaders.W3CWithState)
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

    [Theory]
    [InlineData(RequestHeaders.Kestrel)]
    [InlineData(RequestHeaders.Dictionary)]
    public void Extract_NoHeaders_FindsNothingAndOursAllocatesNothing(RequestHeaders carrier)
    {
        using var benchmarks = Extract(ContextHeaders.None, carrier);

        new[] { benchmarks.OpenTelemetry(), benchmarks.Runtime(), benchmarks.Ours(), benchmarks.OursThroughOpenTelemetry(), benchmarks.OursOfOneFormat() }
            .Should().AllSatisfy(context => context.Should().Be(default(ActivityContext)));
        Allocations.PerCall(() => benchmarks.Ours()).Should().Be(0);
        Allocations.PerCall(() => benchmarks.OursThroughOpenTelemetry()).Should().Be(0);
    }

    [Theory]
    [MemberData(nameof(Extractions))]
    public void Extract_Ours_AllocatesTheContextAndWhatTheFrameworkAsksFor(ContextHeaders headers, RequestHeaders carrier)
    {
        using var benchmarks = Extract(headers, carrier);
        var isTranslated = headers is ContextHeaders.B3Single or ContextHeaders.B3Multi;

        Allocations.PerCall(() => benchmarks.Ours()).Should().Be(isTranslated ? ContextBytes + TraceParentBytes : ContextBytes);
        Allocations.PerCall(() => benchmarks.OursThroughOpenTelemetry()).Should().BeLessThanOrEqualTo(Allocations.PerCall(() => benchmarks.OpenTelemetry()));
    }

    [Theory]
    [MemberData(nameof(Injections))]
    public void Inject_EverySide_WritesTheSameHeaders(ContextHeaders headers, HeaderCarrier carrier)
    {
        using var benchmarks = Inject(headers, carrier);

        var ours = Read(benchmarks.Ours());
        var throughOpenTelemetry = Read(benchmarks.OursThroughOpenTelemetry());
        var expected = Read(benchmarks.OpenTelemetry());

        throughOpenTelemetry.Should().Equal(ours);
        WithoutRandomFlag(ours).Should().Equal(WithoutRandomFlag(expected));
        ours.Should().HaveCount(headers switch { ContextHeaders.B3Multi => 3, ContextHeaders.W3CWithState => 2, _ => 1 });
    }

    [Theory]
    [MemberData(nameof(Injections))]
    public void Inject_Ours_AllocatesNoMoreThanOpenTelemetry(ContextHeaders headers, HeaderCarrier carrier)
    {
        using var benchmarks = Inject(headers, carrier);
        var openTelemetry = Allocations.PerCall(() => benchmarks.OpenTelemetry());

        Allocations.PerCall(() => benchmarks.Ours()).Should().BeLessThanOrEqualTo(openTelemetry);
        Allocations.PerCall(() => benchmarks.OursThroughOpenTelemetry()).Should().BeLessThanOrEqualTo(openTelemetry);
    }

    [Fact]
    public void Baggage_EverySide_IsTheSame()
    {
        using var benchmarks = Baggage();
        var expected = new Dictionary<string, string?> { ["tenant"] = "acme corp", ["user.id"] = "4711", ["region"] = "eu-west-1" };

        foreach (var extracted in new[] { benchmarks.OpenTelemetryExtract(), benchmarks.RuntimeExtract(), benchmarks.OursExtract(), benchmarks.OursThroughOpenTelemetryExtract() })
        {
            ((IEnumerable<KeyValuePair<string, string?>>)extracted!).Should().BeEquivalentTo(expected);
        }

        Members(benchmarks.OursInject()).Should().BeEquivalentTo(Members(benchmarks.OpenTelemetryInject()))
            .And.BeEquivalentTo(Members(benchmarks.OursThroughOpenTelemetryInject())).And.HaveCount(3);

        static string[] Members(IHeaderDictionary headers) => headers["baggage"].ToString().Split(',');
    }

    [Fact]
    public void Baggage_Ours_AllocatesLessThanOpenTelemetry()
    {
        using var benchmarks = Baggage();

        Allocations.PerCall(() => benchmarks.OursExtract()).Should().BeLessThan(Allocations.PerCall(() => benchmarks.OpenTelemetryExtract()));
        Allocations.PerCall(() => benchmarks.OursInject()).Should().BeLessThan(Allocations.PerCall(() => benchmarks.OpenTelemetryInject()));
        Allocations.PerCall(() => benchmarks.OursThroughOpenTelemetryInject()).Should().BeLessThan(Allocations.PerCall(() => benchmarks.OpenTelemetryInject()));
    }

    private static ExtractBenchmarks Extract(ContextHeaders headers, RequestHeaders carrier)
    {
        var benchmarks = new ExtractBenchmarks { Headers = headers, Carrier = carrier };
        benchmarks.SetUp();
        return benchmarks;
    }

    private static InjectBenchmarks Inject(ContextHeaders headers, HeaderCarrier carrier)
    {
        var benchmarks = new InjectBenchmarks { Headers = headers, Carrier = carrier };
        benchmarks.SetUp();
        return benchmarks;
    }

    private static BaggageBenchmarks Baggage()
    {
        var benchmarks = new BaggageBenchmarks();
        benchmarks.SetUp();
        return benchmarks;
    }

    // OpenTelemetry's propagator does not write it.
    private static SortedDictionary<string, string> WithoutRandomFlag(SortedDictionary<string, string> headers)
    {
        var copy = new SortedDictionary<string, string>(headers, StringComparer.OrdinalIgnoreCase);
        if (copy.TryGetValue("traceparent", out var value))
        {
            copy["traceparent"] = value.Replace("-03", "-01", StringComparison.Ordinal);
        }

        return copy;
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
