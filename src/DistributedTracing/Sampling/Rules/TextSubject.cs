namespace DistributedTracing.Sampling.Rules;

/// <summary>The texts of a span that a condition can be about.</summary>
internal enum TextSubject
{
    SpanName,
    Source,
    Method,
    Path,
    Host,
}
