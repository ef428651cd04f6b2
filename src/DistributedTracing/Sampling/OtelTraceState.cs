namespace DistributedTracing.Sampling;

/// <summary>What OpenTelemetry's member of a <c>tracestate</c>, <c>ot=th:…;rv:…</c>, says about sampling.</summary>
/// <remarks><see href="https://github.com/open-telemetry/opentelemetry-specification/blob/v1.60.0/specification/trace/tracestate-handling.md"/>.</remarks>
internal readonly record struct OtelTraceState
{
    private const string MemberKey = "ot=";
    private const string ThresholdKey = "th:";
    private const string RandomnessKey = "rv:";

    // "The total length of the value MUST NOT exceed 256 characters."
    private const int MaxValueLength = 256;

    private OtelTraceState(SamplingThreshold? threshold, ulong? randomness)
    {
        Threshold = threshold;
        Randomness = randomness;
    }

    /// <summary>Gets the threshold the trace was kept at, if it is known.</summary>
    public SamplingThreshold? Threshold { get; }

    /// <summary>Gets the randomness to decide by in place of the trace id's, if there is one.</summary>
    public ulong? Randomness { get; }

    /// <summary>Reads a <c>tracestate</c>; what is malformed in our member counts as absent.</summary>
    public static OtelTraceState Of(string? traceState)
    {
        if (string.IsNullOrEmpty(traceState) || !TryFindMember(traceState, out var start, out var length))
        {
            return default;
        }

        SamplingThreshold? threshold = null;
        ulong? randomness = null;
        var member = traceState.AsSpan(start + MemberKey.Length, length - MemberKey.Length);
        foreach (var range in member.Split(';'))
        {
            var field = member[range];
            if (field.StartsWith(ThresholdKey) && SamplingThreshold.TryParse(field[ThresholdKey.Length..], out var th))
            {
                threshold = th;
            }
            else if (field.StartsWith(RandomnessKey) && TraceRandomness.TryParse(field[RandomnessKey.Length..], out var rv))
            {
                randomness = rv;
            }
        }

        return new OtelTraceState(threshold, randomness);
    }

    /// <summary>Gets the whole of a <c>tracestate</c> that holds nothing but a threshold.</summary>
    public static string Only(SamplingThreshold threshold) => string.Concat(MemberKey, ThresholdKey, threshold.ToString());

    /// <summary>Puts a threshold in place of the one a <c>tracestate</c> holds, or takes it out; keeps everything else.</summary>
    /// <returns>Empty when nothing is left.</returns>
    public static string With(string? traceState, SamplingThreshold? threshold)
    {
        if (string.IsNullOrEmpty(traceState))
        {
            return threshold is { } only ? Only(only) : string.Empty;
        }

        var value = threshold is { } th ? ThresholdKey + th : string.Empty;
        var others = traceState;
        if (TryFindMember(traceState, out var start, out var length))
        {
            value = Join(';', value, WithoutThreshold(traceState.AsSpan(start + MemberKey.Length, length - MemberKey.Length)));
            others = Join(',', traceState[..start].TrimEnd(',', ' ', '\t'), traceState[(start + length)..].TrimStart(',', ' ', '\t'));
        }

        // A changed member moves to the front.
        return value.Length is 0 or > MaxValueLength ? others : Join(',', MemberKey + value, others);
    }

    private static string WithoutThreshold(ReadOnlySpan<char> value)
    {
        var rest = string.Empty;
        foreach (var range in value.Split(';'))
        {
            var field = value[range];
            if (!field.StartsWith(ThresholdKey))
            {
                rest = Join(';', rest, field.ToString());
            }
        }

        return rest;
    }

    private static string Join(char separator, string left, string right) =>
        left.Length == 0 ? right : right.Length == 0 ? left : string.Concat(left, new ReadOnlySpan<char>(in separator), right);

    private static bool TryFindMember(ReadOnlySpan<char> traceState, out int start, out int length)
    {
        foreach (var range in traceState.Split(','))
        {
            var (offset, memberLength) = range.GetOffsetAndLength(traceState.Length);
            var member = traceState.Slice(offset, memberLength);
            var trimmed = member.TrimStart(" \t");
            if (trimmed.StartsWith(MemberKey))
            {
                start = offset + memberLength - trimmed.Length;
                length = trimmed.TrimEnd(" \t").Length;
                return true;
            }
        }

        start = 0;
        length = 0;
        return false;
    }
}
