namespace DistributedTracing.Sampling;

/// <summary>What of a request the rules for a span look at, so that each part is fetched once and not once for each rule.</summary>
[Flags]
internal enum RequestParts
{
    None = 0,
    Path = 1,
    Method = 2,
    Host = 4,
}
