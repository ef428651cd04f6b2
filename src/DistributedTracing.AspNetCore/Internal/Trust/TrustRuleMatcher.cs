using DistributedTracing.Networks;
using Microsoft.AspNetCore.Http;

namespace DistributedTracing.AspNetCore.Internal.Trust;

/// <summary>The data of a rule, made ready to be compared with requests. Immutable, thread safe, free of allocation.</summary>
internal sealed class TrustRuleMatcher(TrustRule rule)
{
    private readonly PathPattern? _path = rule.Path is null ? null : new PathPattern(rule.Path);
    private readonly NetworkSet? _networks = rule.Networks.Count == 0 ? null : new NetworkSet(rule.Networks);
    private readonly string? _header = rule.Header;
    private readonly string? _headerValue = rule.HeaderValue;

    /// <summary>Gets how far the senders of requests that match are believed.</summary>
    public IncomingTrust Trust { get; } = rule.Trust;

    /// <summary>Gets the condition in code, to be asked when all others hold.</summary>
    public Func<HttpContext, bool>? When { get; } = rule.When;

    /// <summary>Says whether all conditions hold but the one in code.</summary>
    public bool Matches(HttpContext context) =>
        _path?.Matches(context.Request.Path.Value) != false
        && _networks?.Contains(context.Connection.RemoteIpAddress) != false
        && (_header is null || HasHeader(context.Request.Headers, _header));

    /// <summary>Says whether every request that the other rule matches is matched by this one.</summary>
    public bool Covers(TrustRuleMatcher other) =>
        (_path is null || (other._path is { } path && _path.Covers(path)) || _path.Covers(new PathPattern("/*")))
        && (_networks is null || (other._networks is { } networks ? _networks.Covers(networks) : _networks.CoversEverything()))
        && (_header is null || (string.Equals(_header, other._header, StringComparison.OrdinalIgnoreCase) && (_headerValue is null || _headerValue == other._headerValue)))
        && (When is null || When == other.When);

    private bool HasHeader(IHeaderDictionary headers, string name)
    {
        if (!headers.TryGetValue(name, out var values))
        {
            return false;
        }

        if (_headerValue is null)
        {
            return true;
        }

        foreach (var value in values)
        {
            if (HasItem(value, _headerValue))
            {
                return true;
            }
        }

        return false;
    }

    // Any of a list's: what is in front may add its value to one that the caller made up, in a header of its own or after a comma.
    private static bool HasItem(ReadOnlySpan<char> list, string value)
    {
        if (FixedTimeText.AreEqual(list, value))
        {
            return true;
        }

        foreach (var range in list.Split(','))
        {
            if (FixedTimeText.AreEqual(list[range].Trim(), value))
            {
                return true;
            }
        }

        return false;
    }
}
