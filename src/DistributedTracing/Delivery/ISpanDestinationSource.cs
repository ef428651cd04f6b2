namespace DistributedTracing.Delivery;

/// <summary>An integration that wants every recorded span, such as the viewer.</summary>
internal interface ISpanDestinationSource
{
    /// <summary>Gets how its spans are grouped.</summary>
    BatchingOptions Batching { get; }

    /// <summary>Gets whether it takes spans in this environment.</summary>
    bool IsActive { get; }

    /// <summary>Makes the destination; called once, when active.</summary>
    SpanDestination Create();
}
