using OpenTelemetry.Trace;

namespace DistributedTracing.Sampling;

/// <summary>Says which spans are not worth a trace of their own, before any other sampling. Thread safe, free of allocation.</summary>
internal interface ISamplingFilter
{
    /// <summary>Whether the span, and with it everything below it in this process, is left out.</summary>
    bool Drops(in SamplingParameters parameters);
}
