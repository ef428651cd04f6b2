using System.Diagnostics;
using DistributedTracing.AmbientBaggage;
using OpenTelemetry;
using static DistributedTracing.Tests.AmbientBaggage.TracedFlow;

namespace DistributedTracing.Tests.AmbientBaggage;

public sealed class TraceBaggageTests : IDisposable
{
    private readonly TracedFlow _flow = new();

    [Fact]
    public Task Set_InASpan_IsSeenByOpenTelemetryAtOnceAndByTheNextSpan() => RunAsync(() =>
    {
        using var outer = _flow.Start();
        TraceBaggage.Set("tenant", "acme");

        (Read(), ReadOpenTelemetrys(), ReadActivitys(), Sent()).Should().Be(("tenant=acme", "tenant=acme", "", "tenant=acme"), "the activity is shared with other flows");
        using var inner = _flow.Start();
        (Read(), ReadOpenTelemetrys(), ReadActivitys(), Sent()).Should().Be(("tenant=acme", "tenant=acme", "tenant=acme", "tenant=acme"));
    });

    [Fact]
    public Task Set_WithoutAnySpan_IsReadAndSent() => RunAsync(() =>
    {
        TraceBaggage.Set("tenant", "acme");
        (Read(), ReadOpenTelemetrys(), Sent()).Should().Be(("tenant=acme", "tenant=acme", "tenant=acme"));
    });

    [Fact]
    public Task Set_InAChildFlow_IsNotSeenByTheParent() => RunAsync(async () =>
    {
        using var span = _flow.Start();
        TraceBaggage.Set("a", "1");
        await ChildAsync();

        (Read(), ReadOpenTelemetrys(), Sent()).Should().Be(("a=1", "a=1", "a=1"));

        static async Task ChildAsync()
        {
            TraceBaggage.Set("a", "2");
            TraceBaggage.Set("b", "2");
            await Task.Yield();
            (Read(), ReadOpenTelemetrys(), Sent()).Should().Be(("a=2,b=2", "a=2,b=2", "a=2,b=2"));
        }
    });

    [Fact]
    public Task Set_InFlowsSideBySide_EachSeesItsOwn() => RunAsync(async () =>
    {
        using var span = _flow.Start();
        Baggage.SetBaggage("shared", "1");
        using var bothHaveSet = new Barrier(2);
        await Task.WhenAll(Task.Run(() => Sibling("x")), Task.Run(() => Sibling("y")));

        Read().Should().Be("shared=1");

        void Sibling(string name)
        {
            TraceBaggage.Set("name", name);
            bothHaveSet.SignalAndWait(TimeSpan.FromSeconds(20)).Should().BeTrue();
            (Read(), ReadOpenTelemetrys(), Sent()).Should().Be(($"name={name},shared=1", $"name={name},shared=1", $"name={name},shared=1"));
        }
    });

    [Fact]
    public Task Set_ByAMethodThatIsNotAsynchronous_HoldsForItsCaller() => RunAsync(() =>
    {
        using (_flow.Start())
        {
            TraceBaggage.Set("tenant", "acme");
        }

        (Read(), ReadOpenTelemetrys(), Sent()).Should().Be(("tenant=acme", "tenant=acme", "tenant=acme"));
    });

    [Fact]
    public Task Remove_ItemOfTheActivity_IsGoneForThisFlowAndWhatItCalls() => RunAsync(async () =>
    {
        using var outer = _flow.Start();
        outer.SetBaggage("tenant", "acme");
        outer.SetBaggage("other", "1");
        await Task.Run(() =>
        {
            TraceBaggage.Remove("tenant");
            (Read(), ReadOpenTelemetrys(), Sent()).Should().Be(("other=1", "other=1", "other=1"));
            using var inner = _flow.Start();
            (Read(), ReadActivitys(), Sent()).Should().Be(("other=1", "other=1", "other=1"));
            inner.GetBaggageItem("tenant").Should().BeNull();
        });

        (Read(), ReadActivitys()).Should().Be(("other=1,tenant=acme", "other=1,tenant=acme"));
    });

    [Fact]
    public Task SetNull_RemovesTheItem() => RunAsync(() =>
    {
        TraceBaggage.Set("a", "1");
        TraceBaggage.Set("b", "2");
        TraceBaggage.Set("a", null);
        Read().Should().Be("b=2");
    });

    [Fact]
    public Task Clear_RemovesWhatEitherStoreHolds() => RunAsync(() =>
    {
        using var span = _flow.Start();
        span.SetBaggage("a", "1");
        Baggage.SetBaggage("b", "2");
        TraceBaggage.Clear();

        (Read(), ReadOpenTelemetrys(), Sent()).Should().Be(("", "", ""));
        using var inner = _flow.Start();
        (Read(), ReadActivitys()).Should().Be(("", ""));
    });

    [Fact]
    public Task Replace_WhatAMessageBrought_TakesThePlaceOfWhatThereWas() => RunAsync(() =>
    {
        TraceBaggage.Set("old", "1");
        TraceBaggage.Replace([new("tenant", "acme"), new("tenant", "second"), new("none", null)]);
        using var span = _flow.Start();

        (Read(), ReadOpenTelemetrys(), ReadActivitys(), Sent()).Should().Be(("tenant=acme", "tenant=acme", "tenant=acme", "tenant=acme"));
    });

    [Fact]
    public Task Get_ItemOfEitherStore_IsItsValue() => RunAsync(() =>
    {
        using var span = _flow.Start();
        span.SetBaggage("a", "1");
        Baggage.SetBaggage("b", "2");

        TraceBaggage.Get("a").Should().Be("1");
        TraceBaggage.Get("b").Should().Be("2");
        TraceBaggage.Get("c").Should().BeNull();
    });

    [Fact]
    public Task Items_TakenBefore_DoNotChange() => RunAsync(() =>
    {
        TraceBaggage.Set("a", "1");
        var before = TraceBaggage.Items;
        TraceBaggage.Set("a", "2");
        Baggage.SetBaggage("b", "2");
        before.Should().Equal(new Dictionary<string, string> { ["a"] = "1" });
    });

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("ü")]
    [InlineData("a=b")]
    [InlineData("a,b")]
    public Task Set_KeyNoHeaderCanCarry_Throws(string key) => RunAsync(() =>
    {
        var set = () => TraceBaggage.Set(key, "1");
        set.Should().Throw<ArgumentException>().WithParameterName(nameof(key));
        Read().Should().BeEmpty();
    });

    [Theory]
    [InlineData("", "a=")]
    [InlineData("Zürich, 50 %", "a=Z%C3%BCrich%2C%2050%20%25")]
    [InlineData("🙂\r\n", "a=%F0%9F%99%82%0D%0A")]
    public Task Set_AnyValue_IsSentPercentEncoded(string value, string sent) => RunAsync(() =>
    {
        using var span = _flow.Start();
        TraceBaggage.Set("a", value);
        TraceBaggage.Get("a").Should().Be(value);
        Sent().Should().Be(sent);
    });

    [Fact] // https://www.w3.org/TR/baggage/ and OpenTelemetry's specification: keys are case-sensitive.
    public Task Keys_ThatDifferInCase_AreTwoInEveryStore() => RunAsync(() =>
    {
        using var outer = _flow.Start();
        outer.SetBaggage("Key", "1");
        TraceBaggage.Set("key", "2");
        Baggage.SetBaggage("KEY", "3");
        using var inner = _flow.Start();

        const string All = "KEY=3,Key=1,key=2";
        (Read(), ReadOpenTelemetrys(), ReadActivitys(), Sent()).Should().Be((All, All, All, All));
    });

    [Fact]
    public Task Set_MoreThanAHeaderCarries_SendsTheNewest() => RunAsync(() =>
    {
        using var span = _flow.Start();
        foreach (var i in Enumerable.Range(0, 200))
        {
            TraceBaggage.Set($"k{i}", "v");
        }

        Sent().Split(',').Should().HaveCount(180).And.Contain("k199=v").And.NotContain("k0=v");
    });

    public void Dispose() => _flow.Dispose();
}
