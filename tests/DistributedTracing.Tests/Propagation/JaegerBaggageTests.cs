using DistributedTracing.Propagation;
using Microsoft.Extensions.Primitives;
using Entry = System.Collections.Generic.KeyValuePair<string, string?>;

namespace DistributedTracing.Tests.Propagation;

// https://www.jaegertracing.io/sdk-migration/#baggage
public sealed class JaegerBaggageTests
{
    private const string Context = "a:b:0:1";

    private static readonly TracingPropagator Propagator = Contexts.Propagator("jaeger");

    [Fact]
    public void Inject_Items_AreAHeaderEachAndPercentEncoded() =>
        Inject(new("k", "a b,c=%€\r\n"), new("l", "")).Should().Equal(new Headers(("uberctx-k", "a%20b%2Cc%3D%25%E2%82%AC%0D%0A"), ("uberctx-l", "")));

    [Fact]
    public void Inject_KeysThatAreNoTokensOrHiddenOrHaveNoValue_AreLeftOut() =>
        Inject(new("a b", "1"), new("", "2"), new("ü", "3"), new("c", null), new("c", "old"), new("d", "new"), new("d", "old"), new("D", "older"))
            .Should().Equal(new Headers(("uberctx-d", "new")));

    [Fact]
    public void Inject_ItemBeyondTheLength_CostsOnlyThatItem() =>
        Inject(new("long", new string('v', 8_200)), new("short", "v")).Should().Equal(new Headers(("uberctx-short", "v")));

    [Fact]
    public void Inject_MoreThan180Items_WritesTheFirst180() =>
        Inject([.. Enumerable.Range(0, 200).Select(i => new Entry($"k{i}", "v"))]).Should().HaveCount(180).And.ContainKey("uberctx-k179");

    [Fact]
    public void Inject_WithW3CBaggage_WritesBoth()
    {
        var headers = new Headers();
        Contexts.Propagator("jaeger", "baggage").Writer.WriteBaggage([new("k", "v")], headers, Headers.Setter);
        headers.Should().Equal(new Headers(("baggage", "k=v"), ("uberctx-k", "v")));
    }

    [Fact]
    public void Inject_HeaderAlreadyInTheRequest_IsNotWrittenAgain()
    {
        using var request = new HttpRequestMessage();
        for (var attempt = 0; attempt < 2; attempt++)
        {
            Propagator.Writer.WriteBaggage([new("k", "v")], request, static (carrier, name, value) => ((HttpRequestMessage)carrier!).Headers.Add(name, value));
        }

        request.Headers.GetValues("uberctx-k").Should().Equal("v");
    }

    [Fact]
    public void Inject_WithoutItems_AllocatesNothing()
    {
        var headers = new Headers();
        Entry[] none = [];
        Allocations.Of(() => Propagator.Writer.WriteBaggage(none, headers, Headers.Setter)).Should().Be(0);
    }

    [Fact]
    public void Extract_HeadersWithThePrefix_AreItemsWithKeysInLowerCase() =>
        Extract(("uber-trace-id", Context), ("UberCtx-Tenant", "acme%20corp"), ("uberctx-k", "%zz"), ("uberctx-", "x"), ("uberctx-a b", "x"), ("other", "x"))
            .Should().Equal(new Entry("tenant", "acme corp"), new Entry("k", "%zz"));

    [Fact]
    public void Extract_WithoutContextHeader_FindsNone() => Extract(("uberctx-k", "v")).Should().BeNull();

    [Fact]
    public void Extract_WithoutItems_FindsNone() => Extract(("uber-trace-id", Context)).Should().BeNull();

    [Fact]
    public void Extract_JaegerNotAmongTheFormats_FindsNone() =>
        Contexts.Propagator("b3", "baggage").ReadBaggage(new Headers(("uber-trace-id", Context), ("uberctx-k", "v")), Headers.Getter).Should().BeNull();

    [Fact]
    public void Extract_W3CBaggageToo_IsKeptBeforeIt() =>
        new TracingPropagator(new PropagationOptions())
            .ReadBaggage(new Headers(("uber-trace-id", Context), ("baggage", "K=w3c"), ("uberctx-k", "jaeger"), ("uberctx-l", "1")), Headers.Getter)
            .Should().Equal(new Entry("K", "w3c"), new Entry("l", "1"));

    [Fact]
    public void Extract_HeaderCollectionOfARequest_LeavesOutWhatOccursTwice()
    {
        var headers = new Dictionary<string, StringValues> { ["uber-trace-id"] = Context, ["uberctx-k"] = "v", ["uberctx-l"] = new(["1", "2"]) };
        ExtractFrom(headers).Should().ContainSingle().Which.Should().Be(new Entry("k", "v"));
    }

    [Fact]
    public void Extract_HttpHeaders_AreListed()
    {
        using var request = new HttpRequestMessage();
        request.Headers.Add("uberctx-k", "a%20b");
        request.Headers.Add("uberctx-l", ["1", "2"]);
        ExtractFrom(request.Headers).Should().Equal([new("k", "a b")]);
    }

    [Fact]
    public void Extract_NameValueCollection_IsListed()
    {
        var fields = new System.Collections.Specialized.NameValueCollection { { "uberctx-k", "a%20b" }, { "uberctx-l", "1" }, { "uberctx-l", "2" }, { null, "x" } };
        ExtractFrom(fields).Should().Equal([new("k", "a b")]);
    }

    [Fact]
    public void Extract_CarrierThatCannotBeListed_FindsNone() => ExtractFrom(new object()).Should().BeNull();

    [Fact]
    public void Extract_MoreThanTheLimits_KeepsTheFirst()
    {
        Extract([("uber-trace-id", Context), .. Enumerable.Range(0, 200).Select(i => ($"uberctx-k{i}", "v"))]).Should().HaveCount(180);
        Extract(("uber-trace-id", Context), ("uberctx-long", new string('v', 8_200)), ("uberctx-k", "v")).Should().ContainSingle().Which.Should().Be(new Entry("k", "v"));
    }

    [Fact]
    public void Extract_WhatInjectWrote_IsTheSame()
    {
        Entry[] items = [new("k", "a b;=,%€\"\\"), new("l", ""), new("m-!#$&'*+.^_`|~", "\u0000\ud83d\ude00")];
        var headers = Inject(items);
        headers["uber-trace-id"] = Context;

        Propagator.ReadBaggage(headers, Headers.Getter).Should().Equal(items);
    }

    private static Headers Inject(params Entry[] items)
    {
        var headers = new Headers();
        Propagator.Writer.WriteBaggage(items, headers, Headers.Setter);
        return headers;
    }

    private static List<Entry>? Extract(params (string Name, string Value)[] headers) =>
        Propagator.ReadBaggage(new Headers(headers), Headers.Getter);

    private static List<Entry>? ExtractFrom(object carrier) =>
        Propagator.ReadBaggage(carrier, static (object? _, string _, out string? value, out IEnumerable<string>? values) =>
        {
            value = Context;
            values = null;
        });
}
