namespace DistributedTracing.Sampling;

/// <summary>Writes shares as a person reads them.</summary>
internal static class Percentage
{
    public static string Of(double ratio) => FormattableString.Invariant($"{ratio * 100:0.######} %");
}
