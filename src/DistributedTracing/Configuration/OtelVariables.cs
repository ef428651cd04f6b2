using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace DistributedTracing.Configuration;

/// <summary>Reads the <c>OTEL_*</c> variables into the options. A wrong one is reported and ignored, as the specification asks.</summary>
/// <remarks><see href="https://github.com/open-telemetry/opentelemetry-specification/blob/v1.60.0/specification/configuration/sdk-environment-variables.md"/>.</remarks>
internal static class OtelVariables
{
    private const string BatchSize = "OTEL_BSP_MAX_EXPORT_BATCH_SIZE";

    /// <summary>Each variable with what it does to the options; the result is what the value must be, when it is not.</summary>
    /// <remarks>The order matters: a variable for traces comes after the general one it takes the place of.</remarks>
    private static readonly (string Name, Func<TracingOptions, string, string?> Apply)[] Table =
    [
        ("OTEL_SDK_DISABLED", Disabled),
        ("OTEL_SERVICE_NAME", (options, value) => { options.ServiceName = value; return null; }),
        ("OTEL_PROPAGATORS", Propagators),
        ("OTEL_TRACES_EXPORTER", Exporter),
        ("OTEL_BSP_MAX_QUEUE_SIZE", (options, value) => Whole(value, 16, 1_048_576, "spans", size => options.Batching.MaxQueueSize = size)),
        (BatchSize, (options, value) => Whole(value, 1, 65_536, "spans", size => options.Batching.PreferredBatchSize = size)),
        ("OTEL_BSP_SCHEDULE_DELAY", (options, value) => Whole(value, 10, 300_000, "milliseconds", ms => options.Batching.Delay = TimeSpan.FromMilliseconds(ms))),
        ("OTEL_EXPORTER_OTLP_PROTOCOL", Protocol),
        ("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", Protocol),
        ("OTEL_EXPORTER_OTLP_ENDPOINT", (options, value) => Endpoint(options, value, isBase: true)),
        ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", (options, value) => Endpoint(options, value, isBase: false)),
        ("OTEL_EXPORTER_OTLP_HEADERS", Headers),
        ("OTEL_EXPORTER_OTLP_TRACES_HEADERS", Headers),
        ("OTEL_EXPORTER_OTLP_TIMEOUT", Timeout),
        ("OTEL_EXPORTER_OTLP_TRACES_TIMEOUT", Timeout),
        ("OTEL_EXPORTER_OTLP_COMPRESSION", Compression),
        ("OTEL_EXPORTER_OTLP_TRACES_COMPRESSION", Compression),
    ];

    private static readonly string[] Unsupported =
    [
        "OTEL_EXPORTER_OTLP_CERTIFICATE", "OTEL_EXPORTER_OTLP_TRACES_CERTIFICATE",
        "OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE", "OTEL_EXPORTER_OTLP_TRACES_CLIENT_CERTIFICATE",
        "OTEL_EXPORTER_OTLP_CLIENT_KEY", "OTEL_EXPORTER_OTLP_TRACES_CLIENT_KEY",
    ];

    /// <summary>Applies every variable that is set and right.</summary>
    /// <returns>A problem for each that is set and wrong.</returns>
    public static IReadOnlyList<ConfigurationProblem> Apply(IConfiguration configuration, TracingOptions options)
    {
        var problems = new List<ConfigurationProblem>();
        foreach (var (name, apply) in Table)
        {
            // The specification has an empty value mean the same as an unset variable.
            if (configuration[name] is { } value && !string.IsNullOrWhiteSpace(value) && apply(options, value.Trim()) is { } expected)
            {
                problems.Add(Ignored(name, value, expected));
            }
        }

        problems.AddRange(Unsupported
            .Where(name => !string.IsNullOrWhiteSpace(configuration[name]))
            .Select(name => new ConfigurationProblem(name, null, null, "ignored, it is not supported; servers are checked against the certificates the system trusts")));
        problems.AddRange(CheckBatchSize(configuration, options));
        problems.AddRange(ApplySampler(configuration, options));
        problems.AddRange(ApplyResource(configuration, options));
        return problems;
    }

    private static ConfigurationProblem Ignored(string name, string value, string expected) =>
        new(name, Show(name, value), null, $"ignored, it must be {expected}");

    private static string Show(string name, string value) =>
        name.EndsWith("HEADERS", StringComparison.Ordinal) ? "…"
        : name.EndsWith("ENDPOINT", StringComparison.Ordinal) ? HttpAddress.WithoutSecrets(value)
        : value;

    // "It must be smaller or equal to OTEL_BSP_MAX_QUEUE_SIZE."
    private static IEnumerable<ConfigurationProblem> CheckBatchSize(IConfiguration configuration, TracingOptions options)
    {
        var batching = options.Batching;
        if (batching.PreferredBatchSize > batching.MaxQueueSize && configuration[BatchSize] is { } value && !string.IsNullOrWhiteSpace(value))
        {
            batching.PreferredBatchSize = BatchingOptions.DefaultBatchSize;
            yield return Ignored(BatchSize, value, string.Create(CultureInfo.InvariantCulture, $"at most {batching.MaxQueueSize} spans, the size of the queue"));
        }
    }

    private static string? Disabled(TracingOptions options, string value)
    {
        if (!bool.TryParse(value, out var disabled))
        {
            return "true or false";
        }

        options.Enabled = !disabled;
        return null;
    }

    private static string? Propagators(TracingOptions options, string value)
    {
        var names = Split(value);
        if (names.Length == 0 || !names.All(Propagation.ContextFormats.IsName))
        {
            return "names out of " + string.Join(", ", Propagation.ContextFormats.Names);
        }

        Replace(options.Propagation.Extract, names);
        Replace(options.Propagation.Inject, names);
        return null;
    }

    private static string? Exporter(TracingOptions options, string value)
    {
        switch (value.ToLowerInvariant())
        {
            case "otlp":
                options.Delivery.Enabled = true;
                return null;
            case "none":
                options.Delivery.Enabled = false;
                return null;
            default:
                return "otlp or none";
        }
    }

    private static string? Protocol(TracingOptions options, string value)
    {
        if (!TracingSettings.Protocols.TryGetValue(value, out var protocol))
        {
            return "one of " + string.Join(", ", TracingSettings.Protocols.Keys);
        }

        options.Delivery.Protocol = protocol;
        return null;
    }

    private static string? Compression(TracingOptions options, string value)
    {
        if (!TracingSettings.Compressions.TryGetValue(value, out var compression))
        {
            return "one of " + string.Join(", ", TracingSettings.Compressions.Keys);
        }

        options.Delivery.Compression = compression;
        return null;
    }

    private static string? Endpoint(TracingOptions options, string value, bool isBase)
    {
        if (!Uri.TryCreate(value, UriKind.Absolute, out var address) || !HttpAddress.IsAllowed(address))
        {
            return "an absolute address that begins with http:// or https://";
        }

        options.Delivery.Endpoint = address;
        options.Delivery.EndpointIsComplete = !isBase;
        return null;
    }

    private static string? Headers(TracingOptions options, string value)
    {
        if (!OtlpHeaders.TryParse(value, out var headers))
        {
            return "a list name=value,name=value with percent-encoded values";
        }

        options.Delivery.Headers.Clear();
        foreach (var (name, content) in headers)
        {
            options.Delivery.Headers[name] = content;
        }

        return null;
    }

    private static string? Timeout(TracingOptions options, string value) =>
        Whole(value, 100, 300_000, "milliseconds", ms => options.Delivery.Timeout = TimeSpan.FromMilliseconds(ms));

    private static string? Whole(string value, int minimum, int maximum, string unit, Action<int> set)
    {
        if (!int.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) || number < minimum || number > maximum)
        {
            return string.Create(CultureInfo.InvariantCulture, $"a whole number of {unit} from {minimum} to {maximum}");
        }

        set(number);
        return null;
    }

    private static IEnumerable<ConfigurationProblem> ApplySampler(IConfiguration configuration, TracingOptions options)
    {
        const string Sampler = "OTEL_TRACES_SAMPLER";
        const string Argument = "OTEL_TRACES_SAMPLER_ARG";
        const string ParentBased = "parentbased_";
        var name = configuration[Sampler]?.Trim().ToLowerInvariant();
        if (string.IsNullOrEmpty(name))
        {
            yield break;
        }

        var followsCallers = name.StartsWith(ParentBased, StringComparison.Ordinal);
        var ratio = 1.0;
        switch (followsCallers ? name[ParentBased.Length..] : name)
        {
            case "always_on":
                break;
            case "always_off":
                ratio = 0;
                break;
            case "traceidratio":
                var argument = configuration[Argument]?.Trim();
                if (!string.IsNullOrEmpty(argument) && !TryParseRatio(argument, out ratio))
                {
                    yield return Ignored(Argument, argument, "a number from 0 to 1");
                    ratio = 1;
                }

                break;
            case "jaeger_remote":
            case "xray" when !followsCallers:
                yield return new ConfigurationProblem(Sampler, name, null, $"ignored, this sampler is not supported; {WhatHolds(options.Sampling)}");
                yield break;
            default:
                yield return Ignored(Sampler, name, "one of always_on, always_off, traceidratio, each also with parentbased_ before it");
                yield break;
        }

        options.Sampling.Ratio = ratio;
        options.Sampling.FollowCallers = followsCallers;
    }

    private static string WhatHolds(SamplingOptions sampling) =>
        string.Create(CultureInfo.InvariantCulture, $"{sampling.Ratio * 100:0.####} % of new traces are kept unless Tracing:Sampling says otherwise");

    private static bool TryParseRatio(string text, out double ratio) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out ratio) && ratio is >= 0 and <= 1;

    // Service name, version and environment have settings of their own; what is left goes to the resource as it is.
    private static IEnumerable<ConfigurationProblem> ApplyResource(IConfiguration configuration, TracingOptions options)
    {
        const string Variable = "OTEL_RESOURCE_ATTRIBUTES";
        var text = configuration[Variable];
        if (string.IsNullOrWhiteSpace(text))
        {
            yield break;
        }

        if (!ResourceAttributes.TryParse(text, out var attributes))
        {
            // "In case of any error, e.g. failure during the decoding process, the entire environment variable value SHOULD be discarded."
            yield return Ignored(Variable, text, "a list key=value,key=value with percent-encoded values");
            yield break;
        }

        foreach (var (key, value) in attributes)
        {
            switch (key)
            {
                case ResourceAttributes.ServiceName:
                    options.ServiceName ??= value;
                    break;
                case ResourceAttributes.ServiceVersion:
                    options.ServiceVersion = value;
                    break;
                case ResourceAttributes.EnvironmentName:
                    options.Environment = value;
                    break;
                default:
                    options.Resource[key] = value;
                    break;
            }
        }
    }

    private static string[] Split(string value) =>
        value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static void Replace(IList<string> list, IEnumerable<string> items)
    {
        list.Clear();
        foreach (var item in items)
        {
            list.Add(item);
        }
    }
}
