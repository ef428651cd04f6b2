using System.Diagnostics;

namespace DistributedTracing.Tests.Propagation;

/// <summary>Runs a million random rounds on all processors, the same in every run. A failure names its seed, which repeats it alone.</summary>
internal static class Fuzz
{
    private const int Seeds = 50;
    private const int RoundsOfASeed = 20_000;
    private const string Alphabet = "0123456789abcdefABCDEFghxyz-:,;=% \t\r\n\u0000\u00e9\u0131€\ud800";

    /// <summary>How many rounds there are in all.</summary>
    public const int Rounds = Seeds * RoundsOfASeed;

    /// <summary>Runs the rounds; a round answers with what is wrong, if anything is.</summary>
    /// <param name="newRound">Makes the round of one seed, which runs on one thread.</param>
    public static void Run(Func<Random, Func<string?>> newRound) => Parallel.For(0, Seeds, seed =>
    {
        var round = newRound(new Random(seed));
        for (var i = 0; i < RoundsOfASeed; i++)
        {
            if (round() is { } fault)
            {
                throw new InvalidOperationException($"Seed {seed}, round {i}: {fault}");
            }
        }
    });

    /// <summary>Makes a context of random ids, one in sixteen of which is almost all zeros.</summary>
    public static ActivityContext NextContext(this Random random, string?[] traceStates)
    {
        Span<byte> ids = stackalloc byte[24];
        random.NextBytes(ids);
        if (random.Next(16) == 0)
        {
            ids[..15].Clear();
            ids[16..23].Clear();
        }

        // Never all zeros.
        ids[15] |= 1;
        ids[23] |= 1;
        return new(
            ActivityTraceId.CreateFromBytes(ids[..16]),
            ActivitySpanId.CreateFromBytes(ids[16..]),
            (ActivityTraceFlags)random.Next(4),
            traceStates[random.Next(traceStates.Length)]);
    }

    public static string NextText(this Random random, int length) =>
        string.Create(length, random, static (text, random) =>
        {
            for (var i = 0; i < text.Length; i++)
            {
                text[i] = Alphabet[random.Next(Alphabet.Length)];
            }
        });

    /// <summary>Changes a header in one of the ways headers go wrong on their way.</summary>
    public static string Mutate(this Random random, string text)
    {
        var at = random.Next(text.Length + 1);
        return random.Next(9) switch
        {
            0 => text[..at],
            1 => text[at..],
            2 => text.Insert(at, random.NextText(random.Next(1, 4))),
            3 => text.ToUpperInvariant(),
            4 => text + "," + text,
            5 => " " + text + "\t",
            6 => random.NextText(random.Next(0, 80)),
            7 => at < text.Length ? text[..at] + random.NextText(1) + text[(at + 1)..] : text,
            _ => text,
        };
    }
}
