using System.Globalization;
using System.Numerics;

namespace DistributedTracing.Sampling;

/// <summary>
/// The rejection threshold of consistent probability sampling: a trace is kept when its randomness, of 56 bits, is not below it.
/// Decisions of several stages combine by their thresholds, which is what keeps adjusted counts right.
/// </summary>
/// <param name="Value">0 (keeps everything) to 2^56 (keeps nothing).</param>
/// <remarks><see href="https://github.com/open-telemetry/opentelemetry-specification/blob/v1.60.0/specification/trace/tracestate-probability-sampling.md"/>.</remarks>
internal readonly record struct SamplingThreshold(ulong Value)
{
    /// <summary>The number of randomness values, 2^56.</summary>
    public const ulong Limit = 1UL << Bits;

    /// <summary>The hexadecimal digits of a threshold of full precision.</summary>
    public const int MaxDigits = Bits / BitsPerDigit;

    private const int Bits = 56;
    private const int BitsPerDigit = 4;

    // "The default precision is 4 hexadecimal digits", and as many more as begin the number without telling ratios apart.
    private const int SignificantDigits = 4;

    /// <summary>Gets the threshold that keeps everything.</summary>
    public static SamplingThreshold Always => default;

    /// <summary>Gets the threshold that keeps nothing.</summary>
    public static SamplingThreshold Never => new(Limit);

    /// <summary>Gets the share of traces that is kept.</summary>
    public double Ratio => (Limit - Value) / (double)Limit;

    /// <summary>Gets how many traces a kept one stands for.</summary>
    public double AdjustedCount => Limit / (double)(Limit - Value);

    /// <summary>Gets the threshold that keeps the given share of traces, rounded once to what <c>th</c> says of it.</summary>
    public static SamplingThreshold FromRatio(double ratio) => ratio switch
    {
        <= 0 => Never,
        >= 1 => Always,
        _ => Round(Math.Clamp(Limit - (ulong)Math.Round(ratio * Limit), 1, Limit - 1)),
    };

    /// <summary>Reads a <c>th</c> value: up to 14 digits, those missing at the end are zeros.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out SamplingThreshold threshold)
    {
        threshold = default;
        if (text.Length is 0 or > MaxDigits || !HexDigits.AreLowerCase(text))
        {
            return false;
        }

        var value = ulong.Parse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        threshold = new SamplingThreshold(value << ((MaxDigits - text.Length) * BitsPerDigit));
        return true;
    }

    public bool Keeps(ulong randomness) => randomness >= Value;

    /// <summary>Gets the <c>th</c> value; <see cref="Never"/> has none.</summary>
    public override string ToString() => Value switch
    {
        0 => "0",
        >= Limit => string.Empty,
        _ => Value.ToString("x14", CultureInfo.InvariantCulture).TrimEnd('0'),
    };

    private static SamplingThreshold Round(ulong value)
    {
        var zeros = BitOperations.LeadingZeroCount(value) - (64 - Bits);
        var ones = BitOperations.LeadingZeroCount(~value & (Limit - 1)) - (64 - Bits);
        var digits = (Math.Max(zeros, ones) / BitsPerDigit) + SignificantDigits;
        if (digits >= MaxDigits)
        {
            return new SamplingThreshold(value);
        }

        var step = 1UL << ((MaxDigits - digits) * BitsPerDigit);
        return new SamplingThreshold((value + (step / 2)) & ~(step - 1));
    }
}
