using System.Diagnostics;
using DistributedTracing.Sampling;
using DistributedTracing.Tests.Sampling.Reload;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace DistributedTracing.Tests.Sampling.Explain;

public sealed class SamplingExplainTests
{
    private static readonly ActivityTraceId Low = ActivityTraceId.CreateFromString("ff00000000000000ff00000000000001");
    private static readonly ActivityTraceId High = ActivityTraceId.CreateFromString("0000000000000000ffffffffffffffff");

    [Fact]
    public async Task Explain_RuleMatches_NamesItWithThresholdRandomnessAndVerdict()
    {
        await using var host = await HostAsync();

        var explanation = Explain(host, new SamplingQuestion { SpanName = "job 7", TraceId = Low });

        explanation.IsKept.Should().BeFalse();
        explanation.Rule.Should().Be("jobs");
        explanation.Ratio.Should().Be(0.5);
        explanation.Threshold.Should().Be("8");
        explanation.Randomness.Should().Be("00000000000001");
        explanation.Version.Should().Be(1);
        explanation.PassedOver.Should().Equal("\"noise\" (not source Noise*)");
        explanation.ToString().Should().Be(
            "Dropped: the rule \"jobs\" (span name job *) keeps 50 %. The trace's randomness 00000000000001 is below the threshold 8. "
            + "Passed over: \"noise\" (not source Noise*).");
        Explain(host, new SamplingQuestion { SpanName = "job 7", TraceId = High }).ToString().Should().StartWith("Kept: ").And.Contain("ffffffffffffff is not below the threshold 8");
    }

    [Fact]
    public async Task Explain_WithoutATraceId_SaysTheShare()
    {
        await using var host = await HostAsync();

        var explanation = Explain(host, new SamplingQuestion { SpanName = "other" });

        explanation.IsKept.Should().BeNull();
        explanation.ToString().Should().StartWith("Kept in 25 % of all traces: no rule matches, and Tracing:Sampling:Ratio keeps 25 %.");
    }

    [Fact]
    public async Task Explain_SourceInQuestion_IsSeenByRules()
    {
        await using var host = await HostAsync();

        Explain(host, new SamplingQuestion { Source = "Noise.Poller" }).Should().BeEquivalentTo(new { IsKept = (bool?)false, Rule = "noise", Ratio = (double?)0, Threshold = "" });
    }

    [Theory]
    [InlineData(SamplingParent.Local, true, "Kept: the span around it was kept, which is followed.")]
    [InlineData(SamplingParent.Remote, false, "Dropped: its caller was dropped, which is followed.")]
    public async Task Explain_ParentHasDecided_SaysSo(SamplingParent parent, bool isKept, string words)
    {
        await using var host = await HostAsync();

        Explain(host, new SamplingQuestion { Parent = parent, IsParentKept = isKept }).ToString().Should().Be(words);
    }

    [Fact]
    public async Task Explain_UntrustedCaller_IsDecidedHereByItsRandomness()
    {
        await using var host = await HostAsync();

        var explanation = Explain(host, new SamplingQuestion { Parent = SamplingParent.Untrusted, TraceState = "ot=rv:00000000000000", TraceId = High });

        explanation.IsKept.Should().BeFalse();
        explanation.Randomness.Should().Be("00000000000000");
    }

    [Fact]
    public async Task Explain_BaggageInQuestion_TakesThePlaceOfThatAround()
    {
        await using var host = await ReloadingHost.StartAsync([("Tracing:Sampling:Rules:0:Baggage:debug", "1"), ("Tracing:Sampling:Rules:0:Ratio", "0")]);
        using var around = new Activity("around").AddBaggage("debug", "1").Start();
        Baggage.SetBaggage("other", "kept");

        Explain(host, new SamplingQuestion()).IsKept.Should().BeTrue();
        Explain(host, new SamplingQuestion { Baggage = { ["debug"] = "1" } }).IsKept.Should().BeFalse();

        Activity.Current.Should().BeSameAs(around);
        Baggage.GetBaggage("other").Should().Be("kept");
    }

    [Fact]
    public async Task Explain_Budget_IsNotCountedAsTraffic()
    {
        await using var host = await ReloadingHost.StartAsync([("Tracing:Sampling:Rules:0:MaxPerSecond", "5")]);

        for (var i = 0; i < 1_000; i++)
        {
            Explain(host, new SamplingQuestion()).Ratio.Should().Be(1);
        }
    }

    [Fact]
    public async Task Explain_SamplersOfTheApplication_AreNamed()
    {
        await using var host = await ReloadingHost.StartAsync([], configure: tracing => tracing.AddSampler<Half>());
        Explain(host, new SamplingQuestion()).ToString().Should().Be("Kept in 50 % of all traces: the sampler Half decides.");

        await using var plugged = await ReloadingHost.StartAsync([], configure: tracing => tracing.UseSampler(new AlwaysOffSampler()));
        Explain(plugged, new SamplingQuestion()).ToString().Should().Be("Not known: the sampler AlwaysOffSampler decides, which was given to UseSampler.");
    }

    [Fact]
    public async Task Explain_AnySpan_SaysWhatTheSamplerDoes()
    {
        await using var host = await HostAsync();
        var sampler = host.Services.GetRequiredService<TracingSampler>();
        var random = new Random(43);
        for (var i = 0; i < 2_000; i++)
        {
            var question = new SamplingQuestion { SpanName = random.Next(2) == 0 ? "job" : "job 1", TraceId = Some.TraceId(random) };
            var decision = sampler.ShouldSample(new SamplingParameters(default, question.TraceId.Value, question.SpanName, ActivityKind.Internal)).Decision;

            Explain(host, question).IsKept.Should().Be(decision == SamplingDecision.RecordAndSample);
        }
    }

    private static SamplingExplanation Explain(ReloadingHost host, SamplingQuestion question) => host.Services.GetRequiredService<SamplingExplain>().Explain(question);

    private static Task<ReloadingHost> HostAsync() => ReloadingHost.StartAsync(
    [
        ("Tracing:Sampling:Ratio", "0.25"),
        ("Tracing:Sampling:Rules:0:Name", "noise"), ("Tracing:Sampling:Rules:0:Source", "Noise*"), ("Tracing:Sampling:Rules:0:Ratio", "0"),
        ("Tracing:Sampling:Rules:1:Name", "jobs"), ("Tracing:Sampling:Rules:1:SpanName", "job *"), ("Tracing:Sampling:Rules:1:Ratio", "0.5"),
    ]);

    private sealed class Half : ITraceSampler
    {
        public double? RatioFor(in SamplingCandidate candidate) => 0.5;
    }
}
