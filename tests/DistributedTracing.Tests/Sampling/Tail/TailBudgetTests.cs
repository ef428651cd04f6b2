using System.Diagnostics;
using DistributedTracing.Propagation;

namespace DistributedTracing.Tests.Sampling.Tail;

public sealed class TailBudgetTests
{
    private const int PerSecond = 2_000;
    private const int Seconds = 20;
    private const double MaxPerSecond = 100;

    // A storm of errors: what is kept is bounded, and says what it stands for; also together with what the head keeps.
    [Theory]
    [InlineData(0)]
    [InlineData(0.01)]
    [InlineData(0.1)]
    public void Errors_BeyondTheBudget_AreThinnedAndStillCountRight(double ratio)
    {
        using var tracing = new TailFixture(ratio, tail => tail.Keep.MaxPerSecond = MaxPerSecond);
        var random = new Random(3);
        for (var i = 0; i < PerSecond * Seconds; i++)
        {
            Start(tracing, random).End(fails: true);
            if (i % (PerSecond / 100) == 0)
            {
                tracing.Time.Advance(TimeSpan.FromMilliseconds(10));
            }
        }

        var kept = tracing.Exported.Spans;
        ((double)kept.Count).Should().BeInRange(0.5 * MaxPerSecond * Seconds, 3 * Math.Max(MaxPerSecond, ratio * PerSecond) * Seconds);
        var weights = kept.Select(TailSpans.AdjustedCount).ToList();
        var error = Math.Sqrt(weights.Sum(weight => weight * (weight - 1)));
        weights.Sum().Should().BeApproximately(PerSecond * Seconds, 4 * error);
        kept.Select(span => span.Reason()).Distinct().Should().Contain("error");
    }

    [Fact]
    public void TraceOfTwoReasons_WithAndWithoutABudget_TakesNothingOutOfTheBudget()
    {
        using var tracing = new TailFixture(ratio: 0, tail =>
        {
            tail.Keep.SlowerThan = TimeSpan.Zero;
            tail.Keep.MaxPerSecond = 1;
            tail.Keep.Rules.Add(new TailKeepRule { Name = "consumers", Kind = { ActivityKind.Consumer } });
        });

        for (var i = 0; i < 1_000; i++)
        {
            tracing.Root(kind: ActivityKind.Consumer).End(fails: true);
        }

        tracing.Exported.Spans.Should().HaveCount(1_000).And.OnlyContain(span => (string?)span.Reason() == "consumers");
        tracing.Root().End(fails: true).Reason().Should().Be("error");
    }

    private static Activity Start(TailFixture tracing, Random random)
    {
        Span<byte> bytes = stackalloc byte[16];
        random.NextBytes(bytes);
        return tracing.Start("root", ActivityKind.Server, TailSpans.Caller(ContextFlags.Undecided, traceId: ActivityTraceId.CreateFromBytes(bytes)));
    }
}
