using System.Diagnostics;
using DistributedTracing.Sampling;
using DistributedTracing.Tests.Sampling.Rules;
using DistributedTracing.Tests.Shared;
using OpenTelemetry.Trace;

namespace DistributedTracing.Tests.Sampling;

/// <summary>Samplers of the application, by our interface and by OpenTelemetry's.</summary>
public sealed class CustomSamplerTests : IDisposable
{
    private readonly LogCollector _log = new();
    private readonly SamplingFaults _faults;

    public CustomSamplerTests() => _faults = new SamplingFaults(_log.CreateLogger("sampling"));

    [Fact]
    public void TraceSampler_WithAnOpinion_ComesBeforeRulesAndRatio()
    {
        var options = new SamplingOptions { Ratio = 0, Rules = { new SamplingRule { Ratio = 0 } } };
        var policy = Policy(options, new Opinion(_ => null), new Opinion(candidate => candidate.Name == "vip" ? 1 : null), new Opinion(_ => 0.5));
        var traceId = ActivityTraceId.CreateFromString("000000000000000000ffffffffffffff");

        new SpanSketch { Name = "vip", TraceId = traceId }.Under(policy).TraceStateString.Should().Be("ot=th:0");
        new SpanSketch { Name = "other", TraceId = traceId }.Under(policy).TraceStateString.Should().Be("ot=th:8");
    }

    [Theory]
    [InlineData(SamplingParent.Local)]
    [InlineData(SamplingParent.Remote)]
    public void TraceSampler_ParentHasDecided_IsNotAsked(SamplingParent parent)
    {
        var policy = Policy(new SamplingOptions(), new Opinion(_ => throw new InvalidOperationException()));

        new SpanSketch { Parent = parent, IsParentKept = true }.Under(policy).Decision.Should().Be(SamplingDecision.RecordAndSample);
        _faults.Count.Should().Be(0);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(null)]
    public void TraceSampler_FailsOrGivesNoRatio_IsCountedAndLoggedOnceAndTheRatioDecides(double? ratio)
    {
        var policy = Policy(new SamplingOptions { Ratio = 1 }, new Opinion(_ => ratio ?? throw new InvalidOperationException("broken")));

        for (var i = 0; i < 5; i++)
        {
            new SpanSketch().Under(policy).Decision.Should().Be(SamplingDecision.RecordAndSample);
        }

        _faults.Count.Should().Be(5);
        _log.Warnings.Should().ContainSingle().Which.Should().StartWith("The sampler Opinion").And.Contain("the rules and the ratio decide");
    }

    [Fact]
    public void TraceSampler_AskedAgain_AllocatesNothing()
    {
        var sampler = new TracingSampler(Policy(new SamplingOptions(), new Opinion(candidate => candidate.Name.Length / 10.0)), []);
        var parameters = new SpanSketch { Name = "abc" }.Parameters;

        Allocations.Of(() => sampler.ShouldSample(parameters)).Should().Be(0);
    }

    [Fact]
    public void OpenTelemetrySampler_Plugged_DecidesWithItsAttributesAndTraceState()
    {
        var result = new SamplingResult(SamplingDecision.RecordOnly, [new("why", "test")], "a=1");

        var decided = Plugged(new Fixed(_ => result), new SpanSketch { Parent = SamplingParent.Local });

        decided.Should().Be(result);
    }

    [Fact]
    public void OpenTelemetrySampler_Throws_IsCountedAndLoggedOnceAndTheRatioDecides()
    {
        var broken = new Fixed(_ => throw new InvalidOperationException());

        Plugged(broken, new SpanSketch()).Decision.Should().Be(SamplingDecision.RecordAndSample);
        Plugged(broken, new SpanSketch { Parent = SamplingParent.Local }).Decision.Should().Be(SamplingDecision.Drop, "the parent was not kept");

        _faults.Count.Should().Be(2);
        _log.Warnings.Should().ContainSingle();
    }

    [Fact]
    public void OpenTelemetrySampler_UntrustedCaller_DecidesAsForANewTrace() =>
        Plugged(new ParentBasedSampler(new AlwaysOnSampler()), new SpanSketch { Parent = SamplingParent.Untrusted }).Decision
            .Should().Be(SamplingDecision.RecordAndSample);

    [Theory] // The caller's flag, its tracestate, what the plugged sampler says, and the tracestate that is left.
    [InlineData(SamplingParent.Remote, true, "ot=th:0,a=1", true, null)]
    [InlineData(SamplingParent.Remote, true, "ot=th:0,a=1", false, "a=1")]
    [InlineData(SamplingParent.Remote, false, "ot=th:0,a=1", true, "a=1")]
    [InlineData(SamplingParent.Remote, false, "a=1", true, null)]
    [InlineData(SamplingParent.Untrusted, true, "ot=th:0,a=1", true, "a=1")]
    [InlineData(SamplingParent.Local, true, "ot=th:0,a=1", false, null)]
    public void OpenTelemetrySampler_ThatKnowsNoThresholds_LeavesNoneThatIsNotTrue(
        SamplingParent parent, bool isParentKept, string traceState, bool isKept, string? written) =>
        Plugged(
            isKept ? new AlwaysOnSampler() : new AlwaysOffSampler(),
            new SpanSketch { Parent = parent, IsParentKept = isParentKept, TraceState = traceState }).TraceStateString.Should().Be(written);

    public void Dispose() => _faults.Dispose();

    private SamplingResult Plugged(Sampler sampler, SpanSketch span) =>
        new TracingSampler(new CurrentPolicy(new SamplingPolicy(new SamplingOptions())), [], null, new PluggedSampler(sampler, _faults)).ShouldSample(span.Parameters);

    private CurrentPolicy Policy(SamplingOptions options, params ITraceSampler[] samplers) =>
        new(new SamplingPolicy(options, Surroundings.With(_faults, samplers)));

    private sealed class Opinion(Func<SamplingCandidate, double?> ratio) : ITraceSampler
    {
        public double? RatioFor(in SamplingCandidate candidate) => ratio(candidate);
    }

    private sealed class Fixed(Func<SamplingParameters, SamplingResult> result) : Sampler
    {
        public override SamplingResult ShouldSample(in SamplingParameters samplingParameters) => result(samplingParameters);
    }
}
