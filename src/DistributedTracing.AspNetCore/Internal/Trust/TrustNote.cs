using DistributedTracing.Hosting;
using Microsoft.Extensions.Options;

namespace DistributedTracing.AspNetCore.Internal.Trust;

/// <summary>Tells in the startup summary whose traces are continued, where that is not everybody's.</summary>
internal sealed class TrustNote(IOptions<AspNetCoreTracingOptions> options) : IStartupNote
{
    public string? Text
    {
        get
        {
            var trust = options.Value.Trust;
            if (trust.Rules.Count == 0)
            {
                return trust.Default == IncomingTrust.Trust ? null : $"Callers: {Words(trust.Default)}";
            }

            return $"Callers, by the first rule that matches: {string.Join("; ", trust.Rules.Select(Words))}; others → {Words(trust.Default)}";
        }
    }

    private static string Words(TrustRule rule)
    {
        var conditions = string.Join(" ", Conditions(rule));
        return $"{(conditions.Length == 0 ? "all" : conditions)} → {Words(rule.Trust)}";
    }

    // Without the header's value, which may be a secret.
    private static IEnumerable<string> Conditions(TrustRule rule)
    {
        if (rule.Path is not null)
        {
            yield return rule.Path;
        }

        if (rule.Networks.Count > 0)
        {
            yield return "from " + string.Join(", ", rule.Networks);
        }

        if (rule.Header is not null)
        {
            yield return $"with {rule.Header}{(rule.HeaderValue is null ? string.Empty : " of a certain value")}";
        }

        if (rule.When is not null)
        {
            yield return "when code says so";
        }
    }

    private static string Words(IncomingTrust trust) => trust switch
    {
        IncomingTrust.Trust => "trace continued",
        IncomingTrust.ContinueIgnoringSampling => "trace continued, sampling decided here",
        IncomingTrust.RestartWithLink => "new trace with a link",
        _ => "new trace",
    };
}
