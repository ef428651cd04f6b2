namespace DistributedTracing.Sampling.Budgets;

/// <summary>Learns how what a budget decided on has ended. Thread safe.</summary>
internal interface ISamplingOutcome
{
    /// <summary>One of its local roots has ended, kept or not.</summary>
    void Ended(bool isFailure);
}
