namespace DistributedTracing.Tests.Configuration;

/// <summary>Reads a setting from the options by its key, as one text, so that tables of settings can be tests.</summary>
internal static class Shown
{
    public static string? Of(TracingOptions options, string key) => key switch
    {
        "Enabled" => options.Enabled.ToString(),
        "ServiceName" => options.ServiceName,
        "ServiceVersion" => options.ServiceVersion,
        "Environment" => options.Environment,
        "Sources" => string.Join('|', options.Sources),
        "Resource:team" => options.Resource.TryGetValue("team", out var team) ? team : null,
        "Sampling:Ratio" => FormattableString.Invariant($"{options.Sampling.Ratio}"),
        "Sampling:FollowCallers" => options.Sampling.FollowCallers.ToString(),
        "Sampling:Algorithm" => options.Sampling.Algorithm.ToString(),
        "Propagation:Extract" => string.Join('|', options.Propagation.Extract),
        "Propagation:Inject" => string.Join('|', options.Propagation.Inject),
        "Propagation:Outgoing:Hosts" => string.Join('|', options.Propagation.Outgoing.Hosts),
        "Propagation:Outgoing:BaggageKeys" => string.Join('|', options.Propagation.Outgoing.BaggageKeys),
        "Baggage:SpanAttributes" => string.Join('|', options.Baggage.SpanAttributes),
        "Baggage:LogScope" => string.Join('|', options.Baggage.LogScope),
        "Batching:MaxQueueSize" => FormattableString.Invariant($"{options.Batching.MaxQueueSize}"),
        "Batching:MaxBatchSize" => FormattableString.Invariant($"{options.Batching.MaxBatchSize}"),
        "Batching:Delay" => options.Batching.Delay.ToString("c"),
        "Delivery:Enabled" => options.Delivery.Enabled?.ToString(),
        "Delivery:Endpoint" => options.Delivery.Endpoint?.ToString(),
        "Delivery:Protocol" => options.Delivery.Protocol.ToString(),
        "Delivery:Headers:api-key" => options.Delivery.Headers.TryGetValue("api-key", out var header) ? header : null,
        "Delivery:Timeout" => options.Delivery.Timeout.ToString("c"),
        "Delivery:Compression" => options.Delivery.Compression.ToString(),
        "Logs:Console" => options.Logs.Console.ToString(),
        _ => throw new ArgumentException("No such setting: " + key, nameof(key)),
    };
}
