using System.Diagnostics;
using DistributedTracing.Hosting;
using DistributedTracing.Tests.Sampling.Reload;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace DistributedTracing.Tests.Sampling;

/// <summary>Sampling in a host that makes real spans.</summary>
public sealed class SamplingHostTests
{
    private readonly string _name = $"tests.{Guid.NewGuid():N}";

    [Fact]
    public async Task Source_OfEachSpan_IsKnownAlsoOfChildrenAndSiblings()
    {
        await using var host = await ReloadingHost.StartAsync(
            [("Tracing:Sources:0", _name + ".*"), ("Tracing:Sampling:Rules:0:Source", "*.noise"), ("Tracing:Sampling:Rules:0:Ratio", "0")]);
        using var noise = new ActivitySource(_name + ".noise");
        using var work = new ActivitySource(_name + ".work");

        for (var i = 0; i < 3; i++)
        {
            using (var span = work.StartActivity("same name"))
            {
                span!.Recorded.Should().BeTrue();
                using var child = noise.StartActivity("same name");
                child!.Recorded.Should().BeTrue("the rule is about spans without a parent");
            }

            using var root = noise.StartActivity("same name");
            root!.Recorded.Should().BeFalse();
            root.IsAllDataRequested.Should().BeFalse();
        }
    }

    [Fact]
    public async Task Source_ThatNobodyRecords_StaysUnheard()
    {
        await using var host = await ReloadingHost.StartAsync([("Tracing:Sampling:Rules:0:Source", "*"), ("Tracing:Sampling:Rules:0:Ratio", "1")]);
        using var source = new ActivitySource(_name);

        source.HasListeners().Should().BeFalse();
    }

    [Fact]
    public async Task Rule_ByAResourceAttributeTheApplicationAdds_Applies()
    {
        await using var host = await ReloadingHost.StartAsync(
            [("Tracing:Sources", _name), ("Tracing:Sampling:Rules:0:Resource:color", "blue"), ("Tracing:Sampling:Rules:0:Ratio", "0")],
            configure: tracing => tracing.ConfigureTracerProvider(provider => provider.ConfigureResource(resource => resource.AddAttributes([new("color", "blue")]))));
        using var source = new ActivitySource(_name);

        using var span = source.StartActivity("span");

        span!.Recorded.Should().BeFalse();
    }

    [Fact]
    public async Task UseSampler_OfTheApplication_DecidesAndItsAttributesAreSet()
    {
        await using var host = await ReloadingHost.StartAsync([("Tracing:Sources", _name)], configure: tracing => tracing.UseSampler(_ => new Marking()));
        using var source = new ActivitySource(_name);

        using var span = source.StartActivity("span");

        span!.GetTagItem("sampler").Should().Be("marking");
        span.TraceStateString.Should().Be("m=1");
        host.Services.GetRequiredService<SamplingWords>().Lines().Should().Equal("Sampling: by Marking, which was given to UseSampler");
    }

    [Fact]
    public async Task SetSampler_OfTheApplication_TakesThePlaceOfOurs()
    {
        await using var host = await ReloadingHost.StartAsync(
            [("Tracing:Sources", _name)], configure: tracing => tracing.ConfigureTracerProvider(provider => provider.SetSampler(new AlwaysOffSampler())));
        using var source = new ActivitySource(_name);

        using var span = source.StartActivity("span");

        span!.Recorded.Should().BeFalse();
    }

    [Fact]
    public async Task Summary_WithRulesAndSamplers_SaysThemInOrder()
    {
        await using var host = await ReloadingHost.StartAsync(
        [
            ("Tracing:Sampling:Ratio", "0.1"),
            ("Tracing:Sampling:Rules:0:Name", "checkout"), ("Tracing:Sampling:Rules:0:Path", "/checkout/*"), ("Tracing:Sampling:Rules:0:Method", "POST"), ("Tracing:Sampling:Rules:0:Ratio", "1"),
            ("Tracing:Sampling:Rules:1:Kind", "Client"), ("Tracing:Sampling:Rules:1:Ratio", "0"),
            ("Tracing:Sampling:Rules:2:Adaptive:TracesPerSecond", "20"), ("Tracing:Sampling:Rules:2:Adaptive:ErrorBoost", "3"),
        ]);

        host.Services.GetRequiredService<StartupSummary>().Text.Split(Environment.NewLine).Should().ContainInOrder(
            "  Sampling: the first of these rules that matches, else 10 % of new traces; callers' decisions are followed",
            "    checkout (method POST, path /checkout/*): 100 %",
            "    client spans: 0 %",
            "    every span: 20 a second by Operation (200 keys), averaged over 5 s, failing ones up to 3 times as many");
    }

    private sealed class Marking : Sampler
    {
        public override SamplingResult ShouldSample(in SamplingParameters samplingParameters) =>
            new(SamplingDecision.RecordAndSample, [new("sampler", "marking")], "m=1");
    }
}
