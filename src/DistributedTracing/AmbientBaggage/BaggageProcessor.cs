using System.Diagnostics;
using OpenTelemetry;

namespace DistributedTracing.AmbientBaggage;

/// <summary>Keeps the stores of baggage together at the start and end of recorded spans, and copies listed items to spans. Thread safe.</summary>
internal sealed class BaggageProcessor(BaggageOptions options) : BaseProcessor<Activity>
{
    private const string ServerActivity = "Microsoft.AspNetCore.Hosting.HttpRequestIn";

    private readonly ShownKeys _attributes = new(options.SpanAttributes);

    public override void OnStart(Activity data)
    {
        var items = Begin(data);
        if (items.Count > 0 && !_attributes.IsEmpty)
        {
            SetAttributes(data, items);
        }
    }

    public override void OnEnd(Activity data) => FlowBaggage.End(data);

    private static Baggage Begin(Activity activity)
    {
        if (activity.OperationName != ServerActivity)
        {
            return FlowBaggage.Start(activity);
        }

        FlowBaggage.BeginRequest(activity);
        return FlowBaggage.Of(activity);
    }

    private void SetAttributes(Activity activity, Baggage items)
    {
        foreach (var (key, value) in items)
        {
            if (_attributes.Contain(key) && activity.GetTagItem(key) is null)
            {
                activity.SetTag(key, value);
            }
        }
    }
}
