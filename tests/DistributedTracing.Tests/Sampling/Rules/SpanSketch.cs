using System.Diagnostics;
using DistributedTracing.Propagation;
using DistributedTracing.Sampling;
using DistributedTracing.Tests.Sampling.Budgets;
using OpenTelemetry.Trace;

namespace DistributedTracing.Tests.Sampling.Rules;

/// <summary>A span as a test wants it, to be put before samplers.</summary>
internal sealed record SpanSketch
{
    public string Name { get; init; } = "span";

    public ActivityKind Kind { get; init; } = ActivityKind.Internal;

    public SamplingParent Parent { get; init; }

    public bool IsParentKept { get; init; }

    public string? TraceState { get; init; }

    public FakeRequest? Request { get; init; }

    public string? Source { get; init; }

    public KeyValuePair<string, object?>[] Tags { get; init; } = [];

    public ActivityTraceId TraceId { get; init; } = ActivityTraceId.CreateRandom();

    public SamplingParameters Parameters => new(
        Parent == SamplingParent.None ? default : new ActivityContext(TraceId, ActivitySpanId.CreateRandom(), Flags, TraceState, Parent != SamplingParent.Local),
        TraceId,
        Name,
        Kind,
        Tags);

    private ActivityTraceFlags Flags =>
        (IsParentKept ? ActivityTraceFlags.Recorded : ActivityTraceFlags.None)
        | (Parent == SamplingParent.Untrusted ? ContextFlags.Undecided : ActivityTraceFlags.None);

    public static SpanSketch Of(FakeRequest request) => new() { Kind = ActivityKind.Server, Request = request };

    public SamplingResult Under(SamplingOptions options) => Under(new CurrentPolicy(new SamplingPolicy(options)));

    public SamplingResult Under(CurrentPolicy policy)
    {
        var parameters = Parameters;
        SourceNote.Write(Source!, parameters.Name, parameters.TraceId);
        return new TracingSampler(policy, [], Request).ShouldSample(parameters);
    }

    /// <summary>Says whether a rule matches: it keeps everything, and nothing else is kept.</summary>
    public bool IsMatchedBy(SamplingRule rule)
    {
        rule.Ratio = 1;
        return Under(new SamplingOptions { Ratio = 0, Rules = { rule } }).Decision == SamplingDecision.RecordAndSample;
    }
}
