using System.Collections.Concurrent;
using System.Diagnostics;
using DistributedTracing.Sampling;
using DistributedTracing.Sampling.Budgets;
using DistributedTracing.Tests.Sampling.Rules;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Trace;

namespace DistributedTracing.Tests.Sampling.Reload;

public sealed class SamplingReloadTests
{
    private const string Ratio = "Tracing:Sampling:Ratio";

    private static readonly string[] Names = ["a", "b", "c"];

    [Fact]
    public async Task Change_OfTheConfiguration_TakesEffectAndIsTold()
    {
        await using var host = await ReloadingHost.StartAsync(
            [(Ratio, "0.1"), ("Tracing:Sampling:Rules:0:Name", "a"), ("Tracing:Sampling:Rules:0:SpanName", "a"), ("Tracing:Sampling:Rules:0:Ratio", "1")]);

        host.Change(
            (Ratio, "0.5"), ("Tracing:Sampling:FollowCallers", "false"), ("Tracing:Sampling:Algorithm", "TraceIdRatio"),
            ("Tracing:Sampling:Rules:0:Name", "b"), ("Tracing:Sampling:Rules:0:MaxPerSecond", "5"),
            ("Tracing:Sampling:Rules:1:Name", "a"), ("Tracing:Sampling:Rules:1:SpanName", "x"), ("Tracing:Sampling:Rules:1:Ratio", "0.2"));

        host.News.Should().HaveCount(2).And.StartWith(
            "Sampling has changed with the configuration (version 2): the ratio is 50 % instead of 10 %; callers' decisions are not followed any more; "
            + "the algorithm is TraceIdRatio instead of Consistent; the rule \"b\" is new (at most 5 a second); "
            + "the rule \"a\" is about span name x instead of span name a; the rule \"a\" keeps 20 % instead of 100 %.");
        host.News.Last().Should().Be("Sampling: the sampling rule \"a\" can never match, because \"b\" above it matches every such span.");
        host.Policy.Ratio.Should().Be(0.5);

        host.Change((Ratio, "0.5"));
        host.News.Last().Should().Contain("(version 3)").And.Contain("callers' decisions are followed; the algorithm is Consistent").And.Contain("the rule \"a\" is gone");
    }

    [Fact]
    public async Task Change_ThatIsWrong_IsRefusedWithEveryProblemAndTheOldOneGoesOn()
    {
        await using var host = await ReloadingHost.StartAsync([(Ratio, "0.1")]);

        host.Change((Ratio, "7"), ("Tracing:Sampling:Rules:0:Pth", "/a"));

        host.News.Should().ContainSingle().Which.Should().StartWith("The changed configuration is refused; sampling goes on as before (version 1).")
            .And.Contain("Tracing:Sampling:Ratio = \"7\"").And.Contain("did you mean Path");
        host.Policy.Ratio.Should().Be(0.1);

        host.Change((Ratio, "0.2"));
        host.Policy.Ratio.Should().Be(0.2, "the next good one is taken");
    }

    [Fact]
    public async Task Change_CodeThrows_IsRefused()
    {
        var isBroken = false;
        await using var host = await ReloadingHost.StartAsync([], _ =>
        {
            if (isBroken)
            {
                throw new InvalidOperationException("no");
            }
        });
        isBroken = true;

        host.Change((Ratio, "0.2"));

        host.News.Should().ContainSingle().Which.Should().Contain("Making the options failed: no");
        host.Policy.Ratio.Should().Be(1);
    }

    [Fact]
    public async Task Change_OfSomethingElse_ChangesNothing()
    {
        await using var host = await ReloadingHost.StartAsync([(Ratio, "0.1")], code => code.Sampling.Rules.Add(new SamplingRule { When = _ => true, MaxPerSecond = 3 }));
        var before = host.Policy;

        host.Change((Ratio, "0.1"), ("Logging:LogLevel:Default", "Debug"));

        host.Policy.Should().BeSameAs(before);
        host.News.Should().BeEmpty();
    }

    [Fact]
    public async Task Change_ValueSetInCode_KeepsItsPrecedence()
    {
        await using var host = await ReloadingHost.StartAsync([(Ratio, "0.1")], code => code.Sampling.Ratio = 0.7);

        host.Change((Ratio, "0.2"), ("Tracing:Sampling:FollowCallers", "false"));

        host.Policy.Ratio.Should().Be(0.7);
        host.Policy.FollowsCallers.Should().BeFalse();
    }

    [Fact]
    public async Task Changes_InQuickSuccession_AreReadOnceAndNotForgottenWhenTheyNeverEnd()
    {
        await using var host = await ReloadingHost.StartAsync([(Ratio, "0.1")]);
        for (var i = 1; i <= 100; i++)
        {
            host.Touch((Ratio, FormattableString.Invariant($"{i / 1000.0}")));
            host.Time.Advance(TimeSpan.FromMilliseconds(10));
        }

        // A second of changes every 10 ms.
        host.News.Should().HaveCount(4);
    }

    [Fact]
    public async Task Budget_OfARuleThatKeepsItsName_GoesOnWithWhatItHasLearnt()
    {
        (string, string?)[] rule = [("Tracing:Sampling:Rules:0:Name", "busy"), ("Tracing:Sampling:Rules:0:MaxPerSecond", "10")];
        await using var host = await ReloadingHost.StartAsync(rule);
        Learn(host, rounds: 40);
        var budget = host.Policy.Rules.All[0].Outcome.Rates;
        RateOf(host).Should().BeLessThan(0.02);

        host.Touch([.. rule, (Ratio, "0.5")]);
        Learn(host, rounds: 2);
        host.Policy.Rules.All[0].Outcome.Rates.Should().BeSameAs(budget, "its settings are the same");

        host.Touch(rule[0], ("Tracing:Sampling:Rules:0:MaxPerSecond", "20"));
        Learn(host, rounds: 1);
        RateOf(host).Should().BeLessThan(0.05, "what is known of the traffic stays");
        host.Services.GetRequiredService<BudgetTicker>().Count.Should().Be(1, "the budget before has ended");

        host.Change(("Tracing:Sampling:Rules:0:Name", "other"), rule[1]);
        RateOf(host).Should().Be(1, "another name is another budget");
    }

    [Fact]
    public async Task Source_ConditionThatComesWithAChange_TakesEffect()
    {
        var name = $"tests.{Guid.NewGuid():N}";
        await using var host = await ReloadingHost.StartAsync([("Tracing:Sources", name)]);
        using var source = new ActivitySource(name);
        IsKept().Should().BeTrue();

        host.Change(("Tracing:Sources", name), ("Tracing:Sampling:Rules:0:Source", name), ("Tracing:Sampling:Rules:0:Ratio", "0"));
        IsKept().Should().BeFalse();

        bool IsKept()
        {
            using var span = source.StartActivity("span");
            return span!.Recorded;
        }
    }

    [Fact]
    public async Task Decisions_DuringAStormOfChanges_AreEachOfOneVersion()
    {
        // In each version the ratio and both rules say the same, so a set that is half of one and half of another would show.
        await using var host = await ReloadingHost.StartAsync(Version(1));
        var sampler = host.Services.GetRequiredService<TracingSampler>();
        using var end = new CancellationTokenSource();
        var seen = new ConcurrentDictionary<string, int>();
        var decisions = 0L;
        var threads = Enumerable.Range(0, 3).Select(_ => Task.Run(() =>
        {
            while (!end.IsCancellationRequested)
            {
                var policy = host.Policy;
                var states = Names.Select(name => new SpanSketch { Name = name, TraceId = AllOnes }.Under(new CurrentPolicy(policy)).TraceStateString).Distinct().ToList();
                states.Should().ContainSingle();
                seen.TryAdd(sampler.ShouldSample(new SpanSketch { TraceId = AllOnes }.Parameters).TraceStateString!, 0);
                Interlocked.Increment(ref decisions);
            }
        })).ToList();

        for (var i = 2; i <= 400; i++)
        {
            host.Change(Version(i));
            if (i % 20 == 0)
            {
                await Task.Delay(1);
            }
        }

        await Shared.Eventually.TrueAsync(() => Interlocked.Read(ref decisions) > 1_000);
        await end.CancelAsync();
        await Task.WhenAll(threads);
        var versions = Enumerable.Range(1, 400).Select(i => SamplingRate.Of(RatioOf(i)).TraceState).ToHashSet();
        seen.Keys.Should().OnlyContain(state => versions.Contains(state)).And.HaveCountGreaterThan(1);
        host.Policy.Version.Should().Be(400);
    }

    [Fact]
    public async Task Start_RuleThatNothingReaches_IsNamed()
    {
        await using var host = await ReloadingHost.StartAsync(
            [("Tracing:Sampling:Rules:0:Ratio", "1"), ("Tracing:Sampling:Rules:1:Name", "late"), ("Tracing:Sampling:Rules:1:SpanName", "a"), ("Tracing:Sampling:Rules:1:Ratio", "1")]);

        host.Log.Warnings.Should().ContainSingle().Which.Should().Be(
            "Sampling: the sampling rule \"late\" can never match, because \"every span\" above it matches every such span.");
    }

    private static ActivityTraceId AllOnes => ActivityTraceId.CreateFromString("ffffffffffffffffffffffffffffffff");

    private static double RatioOf(int version) => version / 1000.0;

    private static (string, string?)[] Version(int version)
    {
        var ratio = FormattableString.Invariant($"{RatioOf(version)}");
        return
        [
            (Ratio, ratio),
            ("Tracing:Sampling:Rules:0:SpanName", "a"), ("Tracing:Sampling:Rules:0:Ratio", ratio),
            ("Tracing:Sampling:Rules:1:SpanName", "b"), ("Tracing:Sampling:Rules:1:Ratio", ratio),
        ];
    }

    private static void Learn(ReloadingHost host, int rounds)
    {
        var sampler = host.Services.GetRequiredService<TracingSampler>();
        for (var i = 0; i < rounds; i++)
        {
            for (var j = 0; j < 250; j++)
            {
                sampler.ShouldSample(new SpanSketch().Parameters);
            }

            host.Time.Advance(BudgetTicker.Period);
        }
    }

    private static double RateOf(ReloadingHost host)
    {
        var parameters = new SpanSketch().Parameters;
        return host.Policy.Rules.All[0].Outcome.Rates.Peek(new SamplingCandidate(in parameters, null)).Threshold.Ratio;
    }
}
