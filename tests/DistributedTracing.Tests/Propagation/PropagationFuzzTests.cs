using System.Diagnostics;
using DistributedTracing.Propagation;

namespace DistributedTracing.Tests.Propagation;

/// <summary>Random and mutated headers, the same in every run: whatever a caller sends, nothing throws and no invalid id comes out.</summary>
public sealed class PropagationFuzzTests
{
    private const int Rounds = 200_000;
    private const string Alphabet = "0123456789abcdefABCDEFghxyz-:,;=% \t\u0000\u00e9€\ud800";

    [Theory]
    [InlineData("tracecontext", "traceparent tracestate")]
    [InlineData("b3", "b3")]
    [InlineData("b3multi", "X-B3-TraceId X-B3-SpanId X-B3-Sampled X-B3-Flags")]
    [InlineData("jaeger", "uber-trace-id")]
    public void Extract_MutatedHeaders_GivesAValidContextOrNone(string format, string names)
    {
        var random = new Random(20_240_328);
        var propagator = Contexts.Propagator(format);
        var valid = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var headers = propagator.Inject(RandomContext(random));
            Mutate(headers, names.Split(' '), random);

            propagator.ExtractTraceIdAndState(headers, Headers.Getter, out var traceParent, out var traceState);

            if (traceParent is null)
            {
                traceState.Should().BeNull();
                continue;
            }

            valid++;
            if (traceParent.Length != 55
                || !ActivityContext.TryParse(traceParent, traceState, isRemote: true, out var context)
                || context.TraceId == default
                || context.SpanId == default
                || (int)context.TraceFlags > 3
                || traceState?.Any(character => character is (< ' ' or > '~') and not '\t') == true)
            {
                Assert.Fail($"{string.Join("; ", headers)} became {traceParent} {traceState}");
            }
        }

        // Both outcomes have to occur, or the test tests nothing.
        valid.Should().BeInRange(Rounds / 20, Rounds * 19 / 20);
    }

    [Theory]
    [InlineData("tracecontext")]
    [InlineData("b3")]
    [InlineData("b3multi")]
    [InlineData("jaeger")]
    public void Extract_WhatInjectWrote_IsTheSame(string format)
    {
        var random = new Random(1_123);
        var propagator = Contexts.Propagator(format);
        for (var round = 0; round < Rounds; round++)
        {
            var context = RandomContext(random);
            propagator.ExtractTraceIdAndState(propagator.Inject(context), Headers.Getter, out var traceParent, out var traceState);

            var carriesAll = format == "tracecontext";
            var expected = new ActivityContext(
                context.TraceId,
                context.SpanId,
                carriesAll ? context.TraceFlags : context.TraceFlags & ActivityTraceFlags.Recorded,
                carriesAll ? context.TraceState : null,
                isRemote: true);
            if (!ActivityContext.TryParse(traceParent, traceState, isRemote: true, out var extracted) || extracted != expected)
            {
                Assert.Fail($"{expected.TraceId} {expected.SpanId} {expected.TraceFlags} came back as {traceParent} {traceState}");
            }
        }
    }

    [Fact]
    public void Baggage_WhatInjectWrote_IsTheSame()
    {
        var random = new Random(8_192);
        var propagator = Contexts.Propagator("baggage");
        for (var round = 0; round < Rounds / 4; round++)
        {
            var entries = Enumerable.Range(0, random.Next(1, 6))
                .Select(i => new KeyValuePair<string, string?>($"k{i}", Text(random, random.Next(0, 20)).Replace('\ud800', 'x')))
                .ToList();
            var headers = new Headers();
            propagator.Writer.WriteBaggage(entries, headers, Headers.Setter);

            var extracted = propagator.ExtractBaggage(headers, Headers.Getter);
            if (!entries.SequenceEqual(extracted!))
            {
                Assert.Fail($"{string.Join("; ", entries)} was written as {headers["baggage"]}");
            }
        }
    }

    [Fact]
    public void Baggage_RandomHeaders_NeverThrow()
    {
        var random = new Random(180);
        var propagator = Contexts.Propagator("baggage");
        for (var round = 0; round < Rounds; round++)
        {
            var header = Text(random, random.Next(0, 60));
            foreach (var (key, value) in propagator.ExtractBaggage(new Headers(("baggage", header)), Headers.Getter) ?? [])
            {
                if (key.Length == 0 || value is null)
                {
                    Assert.Fail(header);
                }
            }
        }
    }

    private static ActivityContext RandomContext(Random random) => new(
        ActivityTraceId.CreateFromString(Hex(random, 32)),
        ActivitySpanId.CreateFromString(Hex(random, 16)),
        (ActivityTraceFlags)random.Next(4),
        random.Next(3) == 0 ? $"ot=th:{random.Next(1, 9)},k{random.Next(9)}=v" : null);

    // One id in twenty is almost all zeros.
    private static string Hex(Random random, int length) =>
        random.Next(20) == 0
            ? new string('0', length - 1) + "1"
            : string.Create(length, random, static (text, random) => random.GetItems("123456789abcdef0", text));

    private static void Mutate(Headers headers, string[] names, Random random)
    {
        for (var i = random.Next(0, 3); i >= 0; i--)
        {
            var name = names[random.Next(names.Length)];
            var text = headers.GetValueOrDefault(name, string.Empty);
            var at = random.Next(text.Length + 1);
            headers[name] = random.Next(9) switch
            {
                0 => text[..at],
                1 => text[at..],
                2 => text.Insert(at, Text(random, random.Next(1, 4))),
                3 => text.ToUpperInvariant(),
                4 => text + "," + text,
                5 => " " + text + "\t",
                6 => Text(random, random.Next(0, 80)),
                7 => at < text.Length ? text.Remove(at, 1).Insert(at, Text(random, 1)) : text,
                _ => text,
            };
        }
    }

    private static string Text(Random random, int length) =>
        string.Create(length, random, static (text, random) => random.GetItems(Alphabet, text));
}
