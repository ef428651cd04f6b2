namespace DistributedTracing.Propagation;

/// <summary>
/// The decision of B3 and Jaeger that everything on the way of a trace is to be recorded. It is kept as the member <c>b3=d</c> of
/// <c>tracestate</c>, so that it survives the process and callees that only speak W3C.
/// </summary>
/// <remarks>
/// "Debug is an emphasized accept decision": <see href="https://github.com/openzipkin/b3-propagation#sampling-state"/>, which also
/// has <c>b3</c> as a key of <c>tracestate</c>, with a value that may be the sampling state only.
/// </remarks>
internal static class DebugDecision
{
    /// <summary>The decision as a member of <c>tracestate</c>, or as all of it.</summary>
    public const string Member = "b3=d";

    /// <summary>Whether a <c>tracestate</c> holds the decision.</summary>
    public static bool IsIn(string? traceState)
    {
        // Nearly always it does not, and to search all of the text costs less than to look at each member.
        if (string.IsNullOrEmpty(traceState) || !traceState.Contains(Member, StringComparison.Ordinal))
        {
            return false;
        }

        var members = traceState.AsSpan();
        foreach (var range in members.Split(','))
        {
            if (members[range].Trim(" \t") is Member)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Takes the decision out of a <c>tracestate</c> and leaves the other members as they are.</summary>
    public static string? Remove(string? traceState)
    {
        if (!IsIn(traceState))
        {
            return traceState;
        }

        var others = traceState!.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(member => member != Member);
        var joined = string.Join(',', others);
        return joined.Length == 0 ? null : joined;
    }
}
