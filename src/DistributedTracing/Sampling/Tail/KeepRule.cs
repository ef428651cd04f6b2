using System.Diagnostics;
using DistributedTracing.Sampling.Rules;

namespace DistributedTracing.Sampling.Tail;

/// <summary>A rule made ready to be compared with ended spans. Immutable, thread safe.</summary>
internal sealed class KeepRule
{
    private readonly SpanKinds _kinds;
    private readonly ActivityStatusCode[] _status;
    private readonly TimeSpan _minDuration;
    private readonly PatternSet? _sources;
    private readonly PatternSet? _names;
    private readonly (string Key, AttributePattern[] Values)[] _attributes;

    public KeepRule(TailKeepRule rule)
    {
        _kinds = rule.Kind.Count == 0 ? SpanKinds.All : SpanKinds.Of(rule.Kind);
        _status = [.. rule.Status];
        _minDuration = rule.MinDuration;
        _sources = PatternsOf(rule.Source, StringComparison.OrdinalIgnoreCase);
        _names = PatternsOf(rule.SpanName, StringComparison.Ordinal);
        _attributes = [.. rule.Attributes.Select(entry => (entry.Key, entry.Value.Select(value => new AttributePattern(value)).ToArray()))];
    }

    public bool Matches(Activity span) =>
        _kinds.Contains(span.Kind)
        && (_status.Length == 0 || Array.IndexOf(_status, span.Status) >= 0)
        && span.Duration >= _minDuration
        && (_sources is null || _sources.Matches(span.Source.Name))
        && (_names is null || _names.Matches(span.DisplayName))
        && HasAttributes(span);

    private bool HasAttributes(Activity span)
    {
        foreach (var (key, values) in _attributes)
        {
            if (span.GetTagItem(key) is not { } value || !MatchesAny(value, values))
            {
                return false;
            }
        }

        return true;
    }

    private static bool MatchesAny(object value, AttributePattern[] patterns)
    {
        foreach (var pattern in patterns)
        {
            if (pattern.Matches(value))
            {
                return true;
            }
        }

        return false;
    }

    private static PatternSet? PatternsOf(IList<string> patterns, StringComparison comparison) =>
        patterns.Count == 0 ? null : new PatternSet(patterns, comparison);
}
