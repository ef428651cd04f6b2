using DistributedTracing.Propagation;
using Entry = System.Collections.Generic.KeyValuePair<string, string?>;

namespace DistributedTracing.Tests.Propagation.Outgoing;

public sealed class BaggageKeysTests
{
    private static readonly Entry[] Items = [new("tenant", "1"), new("Tenant", "2"), new("user.id", "3"), new("user", "4")];

    [Theory]
    [InlineData("*", "tenant Tenant user.id user")]
    [InlineData("tenant", "tenant")]
    [InlineData("user.*", "user.id")]
    [InlineData("user*,tenant", "tenant user.id user")]
    [InlineData("other,o*", "")]
    [InlineData("", "")]
    public void Select_Patterns_LetTheirKeysThrough(string patterns, string keys) =>
        new BaggageKeys(patterns.Split(',', StringSplitOptions.RemoveEmptyEntries)).Select(Items).Select(item => item.Key)
            .Should().Equal(keys.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    [Fact]
    public void Select_AllOrNothingToSelectFrom_AllocatesNothing()
    {
        var all = new BaggageKeys(["*"]);
        var some = new BaggageKeys(["tenant"]);
        Entry[] none = [];

        Allocations.Of(() =>
        {
            all.Select(Items);
            some.Select(none);
        }).Should().Be(0);
    }

    [Theory]
    [InlineData("baggage")]
    [InlineData("jaeger")]
    public void Inject_KeyThatIsNotListed_IsWrittenInNoFormatAndToNoCarrier(string format)
    {
        var options = Contexts.Options([], [format]);
        options.Outgoing.BaggageKeys.Clear();
        options.Outgoing.BaggageKeys.Add("user.*");
        var headers = new Headers();

        new TracingPropagator(options).Writer.WriteBaggage(Items, headers, Headers.Setter);

        headers.Should().Equal(format == "baggage" ? new Headers(("baggage", "user.id=3")) : new Headers(("uberctx-user.id", "3")));
    }
}
