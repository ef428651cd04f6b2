using System.Diagnostics;
using System.Globalization;
using DistributedTracing.Propagation;

namespace DistributedTracing.Sampling;

/// <summary>The 56 random bits of a trace that every sampler on its way decides by.</summary>
internal static class TraceRandomness
{
    private const int Digits = 14;

    /// <summary>Gets the low 56 bits of a trace id.</summary>
    public static ulong Of(ActivityTraceId traceId)
    {
        HexId.TryReadLowerCase(traceId.ToHexString().AsSpan(HexId.ShortTraceIdLength), out var low);
        return low & (SamplingThreshold.Limit - 1);
    }

    /// <summary>Reads an <c>rv</c> value, exactly 14 digits.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out ulong randomness)
    {
        randomness = 0;
        return text.Length == Digits
            && HexDigits.AreLowerCase(text)
            && ulong.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out randomness);
    }
}
