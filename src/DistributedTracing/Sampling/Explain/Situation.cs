using System.Diagnostics;
using DistributedTracing.Propagation;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace DistributedTracing.Sampling.Explain;

/// <summary>The surroundings in which a span of a question would be sampled, made up on this thread until it is disposed.</summary>
internal sealed class Situation : IDisposable
{
    private readonly IDisposable? _request;
    private readonly Activity? _activity;
    private readonly Baggage _baggage;

    private Situation(SamplingQuestion question, IQuestionStage? stage, SamplingPolicy policy)
    {
        var staged = question.Path is null ? null : stage;
        Parameters = ParametersOf(question, staged, policy);
        _activity = Activity.Current;
        _baggage = Baggage.Current;
        Activity.Current = null;
        Baggage.Current = Baggage.Create(new Dictionary<string, string>(question.Baggage, StringComparer.Ordinal));
        _request = staged?.Enter(question);
        if ((question.Source ?? staged?.SourceName) is { } source)
        {
            SourceNote.Write(source, Parameters.Name, Parameters.TraceId);
        }
    }

    public SamplingParameters Parameters { get; }

    public static Situation Of(SamplingQuestion question, IQuestionStage? stage, SamplingPolicy policy) => new(question, stage, policy);

    public void Dispose()
    {
        _request?.Dispose();
        Baggage.Current = _baggage;
        Activity.Current = _activity;
    }

    private static SamplingParameters ParametersOf(SamplingQuestion question, IQuestionStage? staged, SamplingPolicy policy)
    {
        var traceId = question.TraceId ?? ActivityTraceId.CreateRandom();
        return new SamplingParameters(
            question.Parent == SamplingParent.None ? default : ParentOf(question, traceId, policy),
            traceId,
            question.SpanName ?? staged?.SpanName ?? string.Empty,
            question.Kind ?? (question.Path is null ? ActivityKind.Internal : ActivityKind.Server),
            [.. question.Attributes]);
    }

    private static ActivityContext ParentOf(SamplingQuestion question, ActivityTraceId traceId, SamplingPolicy policy)
    {
        var flags = question.IsParentKept ? ActivityTraceFlags.Recorded : ActivityTraceFlags.None;
        if (question.Parent == SamplingParent.Untrusted && policy.FollowsCallers)
        {
            flags |= ContextFlags.Undecided;
        }

        return new ActivityContext(traceId, ActivitySpanId.CreateRandom(), flags, question.TraceState, question.Parent != SamplingParent.Local);
    }
}
