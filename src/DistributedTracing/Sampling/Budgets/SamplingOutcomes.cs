namespace DistributedTracing.Sampling.Budgets;

/// <summary>
/// Hands over who wants to know how a span ends: from the sampler, which decides before there is a span, to whoever sees its end.
/// That follows on the same thread.
/// </summary>
internal static class SamplingOutcomes
{
    [ThreadStatic]
    private static ISamplingOutcome? _awaited;

    private static int _watchers;

    /// <summary>Gets whether anybody wants to know at all, in this process.</summary>
    public static bool IsWatched => Volatile.Read(ref _watchers) > 0;

    public static void Watch() => Interlocked.Increment(ref _watchers);

    public static void Unwatch() => Interlocked.Decrement(ref _watchers);

    /// <summary>The span that is being sampled on this thread.</summary>
    public static void Await(ISamplingOutcome outcome) => _awaited = outcome;

    /// <summary>Another span is going to be sampled on this thread.</summary>
    public static void Forget()
    {
        if (IsWatched)
        {
            _awaited = null;
        }
    }

    /// <summary>Gets who wants to know how the span ends that was sampled last on this thread, once.</summary>
    public static ISamplingOutcome? Take()
    {
        if (!IsWatched)
        {
            return null;
        }

        var awaited = _awaited;
        _awaited = null;
        return awaited;
    }
}
