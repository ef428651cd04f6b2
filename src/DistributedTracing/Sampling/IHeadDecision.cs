using OpenTelemetry.Trace;

namespace DistributedTracing.Sampling;

/// <summary>Decides about some spans before any other sampling: what is not worth a trace, what somebody asked for. Thread safe, free of allocation.</summary>
internal interface IHeadDecision
{
    /// <summary>Gets when it is asked.</summary>
    HeadPrecedence Precedence => HeadPrecedence.Caller;

    /// <summary>Gets what decides, to begin a sentence.</summary>
    string Words => "what comes before sampling";

    /// <summary>Decides, or leaves it to those that follow.</summary>
    HeadVerdict Decide(in SamplingParameters parameters);
}
