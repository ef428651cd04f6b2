namespace DistributedTracing.Sampling;

/// <summary>What an <see cref="IHeadDecision"/> says about a span.</summary>
internal enum HeadVerdict
{
    /// <summary>Nothing; the next one decides.</summary>
    None,

    /// <summary>The span is recorded.</summary>
    Keep,

    /// <summary>The span is recorded, and callees are told that they must record theirs.</summary>
    Debug,

    /// <summary>The span, and with it everything below it in this process, is left out.</summary>
    Drop,
}
