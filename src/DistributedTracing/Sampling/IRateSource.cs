namespace DistributedTracing.Sampling;

/// <summary>Gives the rate for the spans a rule matches: fixed, or learnt from those that came before. Thread safe, free of allocation.</summary>
internal interface IRateSource
{
    /// <summary>Gets the rate for a span, and counts it. It must not depend on the trace's randomness: adjusted counts would be wrong.</summary>
    SamplingRate RateFor(in SamplingCandidate candidate);

    /// <summary>Gets the rate a span would have now, without counting it.</summary>
    SamplingRate Peek(in SamplingCandidate candidate);
}
