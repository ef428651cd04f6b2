using System.Diagnostics;
using OpenTelemetry;

namespace DistributedTracing.Sampling.Budgets;

/// <summary>Tells budgets how recorded spans end. Thread safe.</summary>
internal sealed class SamplingOutcomeProcessor : BaseProcessor<Activity>
{
    private const string Property = "DistributedTracing.SamplingOutcome";

    public override void OnStart(Activity data)
    {
        if (SamplingOutcomes.Take() is { } outcome)
        {
            data.SetCustomProperty(Property, outcome);
        }
    }

    public override void OnEnd(Activity data)
    {
        if (SamplingOutcomes.IsWatched && data.GetCustomProperty(Property) is ISamplingOutcome outcome)
        {
            outcome.Ended(data.Status == ActivityStatusCode.Error);
        }
    }
}
