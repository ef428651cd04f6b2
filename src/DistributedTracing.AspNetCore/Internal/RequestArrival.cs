using System.Diagnostics;
using DistributedTracing.AspNetCore.Internal.Trust;
using DistributedTracing.Propagation;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace DistributedTracing.AspNetCore.Internal;

/// <summary>What is done with a request before the application sees it. Thread safe.</summary>
internal sealed class RequestArrival(
    CallerTrust trust, ForcedSampling forced, ForeignContextWarning warning, TracingPropagator propagator, ILogger<RequestArrival> logger)
{
    private int _hasReported;

    public void Receive(HttpContext context, Activity? activity)
    {
        try
        {
            // First, as a rule may be about the header that is then taken off.
            var verdict = trust.Of(context);
            forced.TakeHeaderOff(context);
            ActOnTrust(context, activity, verdict);
        }
        catch (Exception exception)
        {
            if (Interlocked.Exchange(ref _hasReported, 1) == 0)
            {
                logger.ArrivalFailed(exception);
            }
        }
        finally
        {
            RequestAtHand.Context = null;
        }
    }

    private void ActOnTrust(HttpContext context, Activity? activity, TrustVerdict verdict)
    {
        if (verdict.Trust == IncomingTrust.RestartWithLink && activity is { IsAllDataRequested: true })
        {
            CallerLink.Add(activity, context.Request.Headers, propagator.Reader);
        }
        else if (verdict is { Trust: IncomingTrust.Trust, IsByDefault: true } && activity is { HasRemoteParent: true })
        {
            warning.Consider(context);
        }
    }
}
