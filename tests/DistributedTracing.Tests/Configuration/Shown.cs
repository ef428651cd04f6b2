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
        "Sampling:Tail:Enabled" => options.Sampling.Tail.Enabled.ToString(),
        "Sampling:Tail:Keep:Errors" => options.Sampling.Tail.Keep.Errors.ToString(),
        "Sampling:Tail:Keep:SlowerThan" => options.Sampling.Tail.Keep.SlowerThan.ToString("c"),
        "Sampling:Tail:Keep:Callees" => options.Sampling.Tail.Keep.Callees.ToString(),
        "Sampling:Tail:Keep:MaxPerSecond" => options.Sampling.Tail.Keep.MaxPerSecond is { } traces ? FormattableString.Invariant($"{traces}") : null,
        "Sampling:Tail:TellCallers" => string.Join('|', options.Sampling.Tail.TellCallers),
        "Sampling:Tail:Sources" => string.Join('|', options.Sampling.Tail.Sources),
        "Sampling:Tail:IgnoredSources" => string.Join('|', options.Sampling.Tail.IgnoredSources),
        "Sampling:Tail:MaxTraces" => FormattableString.Invariant($"{options.Sampling.Tail.MaxTraces}"),
        "Sampling:Tail:MaxSpansPerTrace" => FormattableString.Invariant($"{options.Sampling.Tail.MaxSpansPerTrace}"),
        "Sampling:Tail:MaxBytes" => FormattableString.Invariant($"{options.Sampling.Tail.MaxBytes}"),
        "Sampling:Tail:MaxAge" => options.Sampling.Tail.MaxAge.ToString("c"),
        "Sampling:Tail:FollowFor" => options.Sampling.Tail.FollowFor.ToString("c"),
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
