using System.Globalization;
using DistributedTracing.Propagation;

namespace DistributedTracing.Configuration;

/// <summary>The settings of the core.</summary>
internal sealed class TracingSettings : SettingCatalog<TracingOptions>
{
    public static readonly IReadOnlyDictionary<string, DeliveryProtocol> Protocols = new Dictionary<string, DeliveryProtocol>(StringComparer.OrdinalIgnoreCase)
    {
        ["http/protobuf"] = DeliveryProtocol.HttpProtobuf,
        ["grpc"] = DeliveryProtocol.Grpc,
    };

    public static readonly IReadOnlyDictionary<string, DeliveryCompression> Compressions = new Dictionary<string, DeliveryCompression>(StringComparer.OrdinalIgnoreCase)
    {
        ["none"] = DeliveryCompression.None,
        ["gzip"] = DeliveryCompression.Gzip,
    };

    private static readonly Dictionary<string, SamplingAlgorithm> Algorithms =
        Enum.GetValues<SamplingAlgorithm>().ToDictionary(algorithm => algorithm.ToString(), StringComparer.OrdinalIgnoreCase);

    private static readonly (string Attribute, string Setting)[] AttributesWithSettings =
    [
        (ResourceAttributes.ServiceName, "ServiceName"),
        (ResourceAttributes.ServiceVersion, "ServiceVersion"),
        (ResourceAttributes.EnvironmentName, "Environment"),
    ];

    public TracingSettings()
    {
        Switch("Enabled", o => o.Enabled, (o, v) => o.Enabled = v);
        Text("ServiceName", o => o.ServiceName, (o, v) => o.ServiceName = v);
        Text("ServiceVersion", o => o.ServiceVersion, (o, v) => o.ServiceVersion = v);
        Text("Environment", o => o.Environment, (o, v) => o.Environment = v);
        Add(new ListSetting<TracingOptions>(
            "Sources", "names of activity sources, not \"*\"", name => !string.IsNullOrWhiteSpace(name) && name != "*", o => o.Sources));
        Add(new MapSetting<TracingOptions>("Resource", "a group of attribute names with values", (key, _) => key.Length > 0, o => o.Resource));

        Number("Sampling:Ratio", 0, 1, o => o.Sampling.Ratio, (o, v) => o.Sampling.Ratio = v);
        Switch("Sampling:FollowCallers", o => o.Sampling.FollowCallers, (o, v) => o.Sampling.FollowCallers = v);
        Choice("Sampling:Algorithm", Algorithms, o => o.Sampling.Algorithm, (o, v) => o.Sampling.Algorithm = v);
        Add(new ObjectListSetting<TracingOptions, SamplingRule>(
            "Sampling:Rules", () => new SamplingRule(), SamplingRuleFields.All, null, SamplingRuleFields.FindConflicts, o => o.Sampling.Rules));
        AddTail();

        Add(Formats("Propagation:Extract", o => o.Propagation.Extract));
        Add(Formats("Propagation:Inject", o => o.Propagation.Inject));
        Add(new ListSetting<TracingOptions>(
            "Propagation:Outgoing:Hosts", HostPattern.Allowed, HostPattern.IsAllowed, o => o.Propagation.Outgoing.Hosts, explain: HostPattern.Explain));
        Add(new ListSetting<TracingOptions>(
            "Propagation:Outgoing:BaggageKeys", BaggageKeys.Allowed, BaggageKeys.IsAllowed, o => o.Propagation.Outgoing.BaggageKeys));

        Add(ShownKeys("Baggage:SpanAttributes", o => o.Baggage.SpanAttributes));
        Add(ShownKeys("Baggage:LogScope", o => o.Baggage.LogScope));

        Integer("Batching:MaxQueueSize", 16, 1_048_576, "spans", o => o.Batching.MaxQueueSize, (o, v) => o.Batching.MaxQueueSize = v);
        Integer("Batching:MaxBatchSize", 1, 65_536, "spans", o => o.Batching.MaxBatchSize, (o, v) => o.Batching.MaxBatchSize = v);
        Duration("Batching:Delay", TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(5), o => o.Batching.Delay, (o, v) => o.Batching.Delay = v);

        Switch("Delivery:Enabled", o => o.Delivery.Enabled, (o, v) => o.Delivery.Enabled = v);
        Address("Delivery:Endpoint", o => o.Delivery.Endpoint, (o, v) => o.Delivery.Endpoint = v);
        Choice("Delivery:Protocol", Protocols, o => o.Delivery.Protocol, (o, v) => o.Delivery.Protocol = v);
        Add(new MapSetting<TracingOptions>(
            "Delivery:Headers", "a group of HTTP header names with values of visible ASCII characters", OtlpHeaders.IsAllowed, o => o.Delivery.Headers));
        Duration("Delivery:Timeout", TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(5), o => o.Delivery.Timeout, (o, v) => o.Delivery.Timeout = v);
        Choice("Delivery:Compression", Compressions, o => o.Delivery.Compression, (o, v) => o.Delivery.Compression = v);

        Switch("Logs:Console", o => o.Logs.Console, (o, v) => o.Logs.Console = v);
    }

    /// <summary>Rules over more than one setting.</summary>
    public static IEnumerable<ConfigurationProblem> FindConflicts(TracingOptions options)
    {
        if (options.Batching.MaxBatchSize > options.Batching.MaxQueueSize)
        {
            yield return new ConfigurationProblem(
                "Tracing:Batching:MaxBatchSize",
                options.Batching.MaxBatchSize.ToString(CultureInfo.InvariantCulture),
                null,
                string.Create(CultureInfo.InvariantCulture, $"must not be above Tracing:Batching:MaxQueueSize, which is {options.Batching.MaxQueueSize} spans"));
        }

        foreach (var problem in TailSettings.FindConflicts(options.Sampling.Tail))
        {
            yield return problem;
        }

        foreach (var (attribute, setting) in AttributesWithSettings)
        {
            if (options.Resource.ContainsKey(attribute))
            {
                yield return new ConfigurationProblem($"Tracing:Resource:{attribute}", null, null, $"has a setting of its own, Tracing:{setting}");
            }
        }
    }

    private void AddTail()
    {
        Switch("Sampling:Tail:Enabled", o => o.Sampling.Tail.Enabled, (o, v) => o.Sampling.Tail.Enabled = v);
        Switch("Sampling:Tail:Keep:Errors", o => o.Sampling.Tail.Keep.Errors, (o, v) => o.Sampling.Tail.Keep.Errors = v);
        Duration("Sampling:Tail:Keep:SlowerThan", TimeSpan.Zero, TimeSpan.FromHours(1), o => o.Sampling.Tail.Keep.SlowerThan, (o, v) => o.Sampling.Tail.Keep.SlowerThan = v);
        Switch("Sampling:Tail:Keep:Callees", o => o.Sampling.Tail.Keep.Callees, (o, v) => o.Sampling.Tail.Keep.Callees = v);
        Add(TailSettings.MaxPerSecond);
        Add(TailSettings.Rules);
        Add(TailSettings.TellCallers);
        Add(TailSettings.Sources("Sampling:Tail:Sources", o => o.Sources));
        Add(TailSettings.Sources("Sampling:Tail:IgnoredSources", o => o.IgnoredSources));
        Integer("Sampling:Tail:MaxTraces", 10, 1_000_000, "traces", o => o.Sampling.Tail.MaxTraces, (o, v) => o.Sampling.Tail.MaxTraces = v);
        Integer("Sampling:Tail:MaxSpansPerTrace", 2, 100_000, "spans", o => o.Sampling.Tail.MaxSpansPerTrace, (o, v) => o.Sampling.Tail.MaxSpansPerTrace = v);
        Integer("Sampling:Tail:MaxBytes", 65_536, 1_073_741_824, "bytes", o => o.Sampling.Tail.MaxBytes, (o, v) => o.Sampling.Tail.MaxBytes = v);
        Duration("Sampling:Tail:MaxAge", TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(1), o => o.Sampling.Tail.MaxAge, (o, v) => o.Sampling.Tail.MaxAge = v);
        Duration("Sampling:Tail:FollowFor", TimeSpan.Zero, TimeSpan.FromMinutes(10), o => o.Sampling.Tail.FollowFor, (o, v) => o.Sampling.Tail.FollowFor = v);
    }

    private static ListSetting<TracingOptions> ShownKeys(string key, Func<TracingOptions, IList<string>> get) =>
        new(key, "keys of baggage items (HTTP tokens), with \"*\" only at the end, not \"*\" alone", AmbientBaggage.ShownKeys.IsAllowed, get);

    private static ListSetting<TracingOptions> Formats(string key, Func<TracingOptions, IList<string>> get) =>
        new(key, "names out of " + string.Join(", ", ContextFormats.Names), ContextFormats.IsName, get);
}
