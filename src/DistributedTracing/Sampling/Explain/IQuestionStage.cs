namespace DistributedTracing.Sampling.Explain;

/// <summary>Makes a made-up request look to samplers like one that is just coming in.</summary>
internal interface IQuestionStage
{
    /// <summary>Gets the name of the source that makes the spans of such requests.</summary>
    string SourceName { get; }

    /// <summary>Gets the name those spans start with.</summary>
    string SpanName { get; }

    /// <summary>Begins; the returned object ends it, on the same thread.</summary>
    IDisposable Enter(SamplingQuestion question);
}
