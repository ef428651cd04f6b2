using DistributedTracing.Sampling.Explain;

namespace DistributedTracing;

/// <summary>Why a span would be kept or dropped. Immutable.</summary>
public sealed class SamplingExplanation
{
    internal SamplingExplanation(bool? isKept, string reason, int version)
    {
        IsKept = isKept;
        Reason = reason;
        Version = version;
    }

    /// <summary>Gets whether the span would be kept.</summary>
    /// <value><see langword="null"/> where that is different from trace to trace and no trace id was given.</value>
    public bool? IsKept { get; }

    /// <summary>Gets who decides, in words.</summary>
    public string Reason { get; }

    /// <summary>Gets the name of the rule that matches.</summary>
    /// <value><see langword="null"/> where none does.</value>
    public string? Rule { get; internal init; }

    /// <summary>Gets the share of such spans that is kept.</summary>
    /// <value>0 to 1; <see langword="null"/> where it is not known, or the parent's decision is followed.</value>
    public double? Ratio { get; internal init; }

    /// <summary>Gets the threshold the trace's randomness has to reach, as <c>th</c> in <c>tracestate</c> says it.</summary>
    /// <value>Empty where nothing is kept; <see langword="null"/> where no threshold decides.</value>
    public string? Threshold { get; internal init; }

    /// <summary>Gets the trace's randomness, in 14 hexadecimal digits.</summary>
    /// <value><see langword="null"/> where no threshold decides, or no trace id was given.</value>
    public string? Randomness { get; internal init; }

    /// <summary>Gets the rules that come before and do not match, each with the condition that does not hold.</summary>
    public IReadOnlyList<string> PassedOver { get; internal init; } = [];

    /// <summary>Gets the version of the sampling settings, which rises with each change of the configuration.</summary>
    public int Version { get; }

    /// <summary>Gets all of it in words.</summary>
    /// <returns>One or more sentences.</returns>
    public override string ToString() => ExplanationWords.Of(this);
}
