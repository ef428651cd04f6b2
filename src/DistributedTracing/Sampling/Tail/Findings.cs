using System.Diagnostics;

namespace DistributedTracing.Sampling.Tail;

/// <summary>What makes a local trace worth keeping; most have nothing of the kind.</summary>
internal sealed class Findings
{
    /// <summary>Gets or sets what was found in the spans that wait.</summary>
    public KeepRate Found { get; set; } = KeepRate.None;

    /// <summary>Gets or sets the classes whose budgets have counted those spans.</summary>
    public ulong CountedClasses { get; set; }

    /// <summary>Gets or sets what the span of the root is kept by in any case, and so the spans that end after it.</summary>
    public KeepRate Known { get; set; } = KeepRate.None;

    /// <summary>Gets or sets whether the trace counted as slow while its root was still running.</summary>
    public bool WasSlow { get; set; }

    /// <summary>Gets the spans that were marked as kept while they were open.</summary>
    public List<Activity> Marked { get; } = [];
}
