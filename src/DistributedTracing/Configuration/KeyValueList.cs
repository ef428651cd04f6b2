namespace DistributedTracing.Configuration;

/// <summary>The form <c>key=value,key=value</c> of several <c>OTEL_*</c> variables; empty parts are allowed.</summary>
internal static class KeyValueList
{
    /// <summary>Hands on each pair as it is written, until one is refused.</summary>
    /// <returns>Whether every part is a pair that was taken.</returns>
    public static bool TryRead(string text, Func<string, string, bool> tryTake)
    {
        foreach (var pair in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var separator = pair.IndexOf('=', StringComparison.Ordinal);
            if (separator <= 0 || !tryTake(pair[..separator].Trim(), pair[(separator + 1)..].Trim()))
            {
                return false;
            }
        }

        return true;
    }
}
