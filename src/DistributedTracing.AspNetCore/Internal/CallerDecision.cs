using System.Diagnostics;
using DistributedTracing.Propagation;
using DistributedTracing.Sampling;
using Microsoft.AspNetCore.Http;
using OpenTelemetry.Trace;
using static System.Diagnostics.DistributedContextPropagator;

namespace DistributedTracing.AspNetCore.Internal;

/// <summary>Follows a caller that sends no context but says whether the trace that begins here is recorded: <c>b3: 0</c>, <c>b3: 1</c>, <c>b3: d</c>.</summary>
/// <remarks>"Sampling state can also be sent on its own": <see href="https://github.com/openzipkin/b3-propagation#sampling-state-1"/>.</remarks>
internal sealed class CallerDecision(TracingPropagator propagator, CurrentPolicy policy) : IHeadDecision
{
    private static readonly PropagatorGetterCallback Getter = static (object? headers, string name, out string? value, out IEnumerable<string>? values) =>
    {
        value = ((IHeaderDictionary)headers!)[name];
        values = null;
    };

    public string Words => "the caller's b3 header";

    public HeadVerdict Decide(in SamplingParameters parameters) =>
        policy.Value.FollowsCallers
        && parameters.Kind == ActivityKind.Server
        && parameters.ParentContext.TraceId == default
        && parameters.Name == HttpServerSpans.OperationName
        && RequestAtHand.Context is { } context
            ? propagator.ExtractLoneDecision(context.Request.Headers, Getter)
            : HeadVerdict.None;
}
