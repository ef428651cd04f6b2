namespace TraceContext.Tests;

/// <summary>The header <c>baggage</c> over Kestrel and HttpClient: <see href="https://www.w3.org/TR/baggage/"/>.</summary>
[Collection(nameof(AppGroup))]
public sealed class BaggageHeaderTests(AppFixture app)
{
    [Theory] // #examples-of-http-headers, #value, #key, #property
    [InlineData("userId=alice,serverNode=DF%2028,isProduction=false", "baggage: userId=alice,serverNode=DF%2028,isProduction=false")]
    [InlineData("userId=alice,serverNode=DF%2028,isProduction=false", "baggage: userId=alice", "baggage: serverNode=DF%2028,isProduction=false")]
    [InlineData("userId=alice,serverNode=DF%2028", "Baggage: userId =   alice", "BAGGAGE: serverNode = DF%2028")]
    [InlineData("key1=value1,key2=value2,key3=value3", "baggage: key1=value1;property1;property2, key2 = value2, key3=value3; propertyKey=propertyValue")]
    [InlineData("k=a%3Db", "baggage: k=a=b")]
    [InlineData("k=%E2%82%AC", "baggage: k=%e2%82%ac")]
    [InlineData("k=%EF%BF%BD", "baggage: k=%FF")] // "MUST be replaced with the replacement code point"
    [InlineData("k=%25zz", "baggage: k=%zz")]
    [InlineData("k=%0D%0Ax-admin%3A%201", "baggage: k=%0d%0ax-admin:%201")]
    [InlineData("k=2", "baggage: k=1,k=2")] // #mutating-baggage: deduplicating
    [InlineData("a=1,b=2", "baggage: ,a=1,,novalue,bad key=1,b=2")]
    public async Task Baggage_OfACaller_IsSentOn(string expected, params string[] headers) =>
        (await Hop.SendRawAsync(app.Address, headers)).Header("baggage").Should().Equal(expected);

    [Theory] // #limits: as much as a platform has to propagate
    [InlineData(64, 100)]
    [InlineData(180, 30)]
    [InlineData(1, 8_192)]
    public async Task Baggage_WithinTheLimits_IsSentOnWhole(int members, int memberLength)
    {
        var header = string.Join(',', Enumerable.Range(100, members).Select(i => $"k{i}=".PadRight(memberLength, 'v')));
        (await Hop.SendRawAsync(app.Address, $"baggage: {header}")).Header("baggage").Should().Equal(header);
    }

    [Theory]
    [InlineData(181, 10)]
    [InlineData(2_000, 5)]
    [InlineData(3, 4_000)]
    [InlineData(1, 8_193)]
    public async Task Baggage_BeyondTheLimits_LosesWholeMembers(int members, int memberLength)
    {
        var all = Enumerable.Range(100, members).Select(i => $"k{i}=".PadRight(memberLength, 'v')).ToList();
        var sent = (await Hop.SendRawAsync(app.Address, $"baggage: {string.Join(',', all)}")).Header("baggage");

        var kept = sent.SelectMany(header => header.Split(',')).ToList();
        kept.Should().HaveCountLessThan(members).And.HaveCountLessThanOrEqualTo(180).And.Equal(all.Take(kept.Count));
        string.Join(',', kept).Length.Should().BeLessThanOrEqualTo(8_192);
    }

    [Fact] // #abstract: baggage is independent of the trace context
    public async Task Baggage_WithoutTraceContext_IsSentOn() =>
        (await Hop.SendRawAsync(app.Address, "baggage: k=v", "traceparent: garbage")).Header("baggage").Should().Equal("k=v");
}
