using DistributedTracing.Propagation;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DistributedTracing.AspNetCore.Internal.Trust;

/// <summary>Says by the rules how far the sender of a request is believed. Thread safe; allocates nothing but what a condition in code does.</summary>
internal sealed class CallerTrust(IOptions<AspNetCoreTracingOptions> options, ILogger<CallerTrust> logger) : ITrustPolicy
{
    private readonly TrustRuleMatcher[] _rules = [.. options.Value.Trust.Rules.Select(rule => new TrustRuleMatcher(rule))];
    private readonly IncomingTrust _default = options.Value.Trust.Default;
    private int _hasReported;

    private bool TrustsAll => _rules.Length == 0 && _default == IncomingTrust.Trust;

    public IncomingTrust TrustIn(object? carrier) =>
        TrustsAll ? IncomingTrust.Trust
        : RequestOf(carrier) is { } request ? Of(request).Trust
        : carrier is IDictionary<string, string> && Opener.Current is { } opener ? opener.Trust
        : IncomingTrust.Trust;

    public TrustVerdict Of(HttpContext context) =>
        ReferenceEquals(RequestAtHand.Context, context) ? RequestAtHand.Verdict ??= Judge(context) : Judge(context);

    // The framework reads the headers of the request at hand; OpenTelemetry's instrumentation, in an application that has it, the request.
    private static HttpContext? RequestOf(object? carrier) =>
        RequestAtHand.Context is { } context && ReferenceEquals(context.Request.Headers, carrier) ? context : (carrier as HttpRequest)?.HttpContext;

    private TrustVerdict Judge(HttpContext context)
    {
        var doubt = IncomingTrust.Trust;
        for (var i = 0; i < _rules.Length; i++)
        {
            var rule = _rules[i];
            if (!rule.Matches(context))
            {
                continue;
            }

            if (rule.When is null || Holds(rule.When, context, i) is var holds && holds == true)
            {
                return new TrustVerdict(Lesser(doubt, rule.Trust), IsByDefault: false);
            }

            doubt = holds is null ? Lesser(doubt, rule.Trust) : doubt;
        }

        var trust = Lesser(doubt, _default);
        return new TrustVerdict(trust, IsByDefault: trust == _default);
    }

    private static IncomingTrust Lesser(IncomingTrust left, IncomingTrust right) => left > right ? left : right;

    private bool? Holds(Func<HttpContext, bool> condition, HttpContext context, int index)
    {
        try
        {
            return condition(context);
        }
        catch (Exception exception)
        {
            if (Interlocked.Exchange(ref _hasReported, 1) == 0)
            {
                logger.ConditionFailed(index, exception);
            }

            return null;
        }
    }
}
