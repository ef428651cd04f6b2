using System.Diagnostics;

namespace DistributedTracing;

/// <summary>What a carrier brought: the sender's span and its baggage. Immutable and thread safe.</summary>
/// <param name="Context">The sender's span, to be a parent or a link; the default value when the carrier held none.</param>
/// <param name="Baggage">The entries that travel along; empty when there are none.</param>
public readonly record struct PropagatedContext(ActivityContext Context, IEnumerable<KeyValuePair<string, string?>> Baggage)
{
    /// <summary>Gets the entries that travel along; empty when there are none.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Baggage { get => field ?? []; init; } = Baggage;

    /// <summary>Gets whether the carrier held a well-formed context.</summary>
    public bool IsValid => Context != default;
}
