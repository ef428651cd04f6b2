namespace DistributedTracing;

/// <summary>Decides in the application's code which share is kept of spans that nobody has decided on yet.</summary>
/// <remarks>
/// Added by <see cref="TracingBuilder.AddSampler{TSampler}"/>. Asked before the rules, for spans that begin a trace and for those whose
/// caller is not followed; the first sampler with an opinion has its way. Called from many threads for each such span, so it should
/// neither block nor allocate. One that throws, or gives something that is no ratio, has no opinion on that span; that is counted, and
/// logged once.
/// </remarks>
public interface ITraceSampler
{
    /// <summary>Gets the share that is kept of spans like this one.</summary>
    /// <param name="candidate">The span that is about to start.</param>
    /// <returns>0 (none) to 1 (all); <see langword="null"/> for no opinion.</returns>
    double? RatioFor(in SamplingCandidate candidate);
}
