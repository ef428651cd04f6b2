namespace DistributedTracing.Sampling.Rules;

/// <summary>A condition about one of the span's own texts, or its request's.</summary>
internal sealed class TextCondition(TextSubject subject, IEnumerable<string> patterns) : RuleCondition
{
    private readonly PatternSet _patterns = new(patterns, subject == TextSubject.SpanName ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase);

    public TextSubject Subject => subject;

    /// <summary>Gets what the text may be.</summary>
    public PatternSet Patterns => _patterns;

    public override bool LooksAtRequestLine => subject is TextSubject.Path or TextSubject.Method;

    public override bool NeedsRequest => LooksAtRequestLine || subject == TextSubject.Host;

    public override bool Holds(in SamplingCandidate candidate) => subject switch
    {
        TextSubject.SpanName => _patterns.Matches(candidate.Name),
        TextSubject.Source => candidate.SourceName is { } source && _patterns.Matches(source),
        TextSubject.Method => candidate.Method is { } method && _patterns.Matches(method),
        TextSubject.Path => candidate.Path is { } path && MatchesPath(path),
        _ => candidate.Host is { Length: > 0 } host && MatchesHost(host),
    };

    public override bool Covers(RuleCondition other) => other is TextCondition text && text.Subject == subject && _patterns.Covers(text._patterns);

    public override string ToString() => subject switch
    {
        TextSubject.SpanName => $"span name {_patterns}",
        TextSubject.Source => $"source {_patterns}",
        TextSubject.Method => $"method {_patterns}",
        TextSubject.Path => $"path {_patterns}",
        _ => $"host {_patterns}",
    };

    // The router takes /orders/ for /orders.
    private bool MatchesPath(ReadOnlySpan<char> path) => _patterns.Matches(path) || (path is [_, .., '/'] && _patterns.Matches(path[..^1]));

    private bool MatchesHost(ReadOnlySpan<char> host) =>
        _patterns.Matches(host) || (HostName.Of(host) is var name && name.Length < host.Length && _patterns.Matches(name));
}
