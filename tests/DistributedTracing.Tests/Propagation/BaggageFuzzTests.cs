using System.Buffers;
using DistributedTracing.Propagation;
using Entry = System.Collections.Generic.KeyValuePair<string, string?>;

namespace DistributedTracing.Tests.Propagation;

/// <summary>Whatever baggage a caller sends, nothing throws, and what goes on is a header that says the same.</summary>
public sealed class BaggageFuzzTests
{
    private static readonly TracingPropagator Propagator = Contexts.Propagator("baggage");
    private static readonly SearchValues<char> Printable = SearchValues.Create([.. Enumerable.Range('!', '~' - '!' + 1).Select(code => (char)code)]);

    [Fact]
    public void Extract_MutatedHeaders_GivesItemsThatGoOnUnchanged()
    {
        var found = 0;
        Fuzz.Run(random =>
        {
            string[] sent = ["k=v", "a=1,b=2;p=q,c=%E2%82%AC", " a = 1 ,, b = %25 ", "k=%FF%zz,k=", string.Join(',', Enumerable.Range(0, 9).Select(i => $"k{i}=v"))];
            var received = new Headers();
            var forwarded = new Headers();
            return () =>
            {
                received["baggage"] = random.Mutate(random.Mutate(sent[random.Next(sent.Length)]));
                var items = Propagator.ReadBaggage(received, Headers.Getter);
                if (items is null)
                {
                    return null;
                }

                Interlocked.Increment(ref found);
                forwarded.Clear();
                Propagator.Writer.WriteBaggage(items, forwarded, Headers.Setter);
                var again = Propagator.ReadBaggage(forwarded, Headers.Getter);
                return !forwarded["baggage"].AsSpan().ContainsAnyExcept(Printable) && again!.SequenceEqual(items.Select(Normalize))
                    ? null
                    : $"{received["baggage"]} went on as {forwarded["baggage"]}";
            };
        });

        found.Should().BeInRange(Fuzz.Rounds / 20, Fuzz.Rounds * 19 / 20);
    }

    [Fact]
    public void Extract_WhatInjectWrote_IsTheSame() => Fuzz.Run(random =>
    {
        var headers = new Headers();
        var entries = new List<Entry>();
        return () =>
        {
            entries.Clear();
            for (var i = random.Next(4); i >= 0; i--)
            {
                entries.Add(new($"k{i}", random.NextText(random.Next(20))));
            }

            Propagator.Writer.WriteBaggage(entries, headers, Headers.Setter);
            return entries.Select(Normalize).SequenceEqual(Propagator.ReadBaggage(headers, Headers.Getter)!)
                ? null
                : $"{string.Join("; ", entries)} was written as {headers["baggage"]}";
        };
    });

    // What is no text cannot be UTF-8.
    private static Entry Normalize(Entry item) => new(item.Key, item.Value!.Replace('\ud800', '\ufffd'));
}
