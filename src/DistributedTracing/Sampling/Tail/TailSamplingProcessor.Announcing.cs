using System.Diagnostics;

namespace DistributedTracing.Sampling.Tail;

// What is known before a trace is decided, between this service and those it is called by and calls.
internal sealed partial class TailSamplingProcessor
{
    /// <summary>Says whether a span is the local root of a trace that is decided at its end.</summary>
    public bool IsUndecided(Activity root) => TraceOf(root) is not null;

    /// <summary>Decides early about a request whose response is about to start, so that its caller can be told.</summary>
    /// <param name="request">The server span of the request, still open.</param>
    /// <param name="isFailure">Whether the response says that the server failed.</param>
    /// <returns>The threshold the request is kept at; <see langword="null"/> when that is not certain, or was known to the caller.</returns>
    public SamplingThreshold? Announce(Activity request, bool isFailure)
    {
        if (TraceOf(request) is not { } trace || !ReferenceEquals(trace.Root, request))
        {
            return null;
        }

        using (trace.Enter())
        {
            var found = trace.Classes | _classes.OfResponse(isFailure, _time.GetUtcNow().UtcDateTime - request.StartTimeUtc);
            var verdict = _decisions.Find(trace, found, request);
            if (verdict.Outcome != TailOutcome.KeptByTail)
            {
                return null;
            }

            // Also if the response takes so long that the spans so far are decided before its end.
            var findings = trace.Find();
            findings.Known = KeepRate.Max(findings.Known, verdict.Rate);
            return verdict.Rate.Threshold;
        }
    }

    /// <summary>Takes in that the service that answers a call has kept its part of the trace.</summary>
    /// <param name="call">The client span of the call, still open.</param>
    /// <param name="threshold">The threshold it was kept at.</param>
    public void Hear(Activity call, SamplingThreshold threshold)
    {
        if (TraceOf(LocalTrace.RootOf(call)) is { } trace)
        {
            using (trace.Enter())
            {
                _decisions.Hear(trace, threshold, call);
            }
        }
    }
}
