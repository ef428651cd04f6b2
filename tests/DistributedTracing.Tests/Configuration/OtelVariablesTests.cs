using DistributedTracing.Configuration;
using Microsoft.Extensions.Configuration;

namespace DistributedTracing.Tests.Configuration;

// https://github.com/open-telemetry/opentelemetry-specification/blob/v1.60.0/specification/configuration/sdk-environment-variables.md
public sealed class OtelVariablesTests
{
    [Theory]
    [InlineData("OTEL_SDK_DISABLED", "yes", "true or false")]
    [InlineData("OTEL_PROPAGATORS", "tracecontext,xray", "names out of tracecontext, b3, b3multi, jaeger, baggage, none")]
    [InlineData("OTEL_PROPAGATORS", ",", "names out of tracecontext, b3, b3multi, jaeger, baggage, none")]
    [InlineData("OTEL_TRACES_EXPORTER", "zipkin", "otlp or none")]
    [InlineData("OTEL_BSP_MAX_QUEUE_SIZE", "many", "a whole number of spans from 16 to 1048576")]
    [InlineData("OTEL_BSP_MAX_QUEUE_SIZE", "-1", "a whole number of spans from 16 to 1048576")]
    [InlineData("OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "0", "a whole number of spans from 1 to 65536")]
    [InlineData("OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "20000", "at most 16384 spans, the size of the queue")]
    [InlineData("OTEL_BSP_SCHEDULE_DELAY", "5s", "a whole number of milliseconds from 10 to 300000")]
    [InlineData("OTEL_EXPORTER_OTLP_PROTOCOL", "http/json", "one of http/protobuf, grpc")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "localhost:4317", "an absolute address that begins with http:// or https://")]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "collector", "an absolute address that begins with http:// or https://")]
    [InlineData("OTEL_EXPORTER_OTLP_TIMEOUT", "10s", "a whole number of milliseconds from 100 to 300000")]
    [InlineData("OTEL_EXPORTER_OTLP_COMPRESSION", "zstd", "one of none, gzip")]
    [InlineData("OTEL_TRACES_SAMPLER", "parentbased_xray", "one of always_on, always_off, traceidratio, each also with parentbased_ before it")]
    [InlineData("OTEL_RESOURCE_ATTRIBUTES", "team", "a list key=value,key=value with percent-encoded values")]
    [InlineData("OTEL_RESOURCE_ATTRIBUTES", "a=1,=2", "a list key=value,key=value with percent-encoded values")]
    [InlineData("OTEL_RESOURCE_ATTRIBUTES", "a=1,b=%zz", "a list key=value,key=value with percent-encoded values")]
    [InlineData("OTEL_RESOURCE_ATTRIBUTES", "a=50%", "a list key=value,key=value with percent-encoded values")]
    [InlineData("OTEL_RESOURCE_ATTRIBUTES", "a=%FF", "a list key=value,key=value with percent-encoded values")]
    public void Apply_MalformedValue_IsIgnoredAndReported(string name, string value, string expected)
    {
        var options = new TracingOptions();

        Apply(options, (name, value)).Should().Equal($"{name} = \"{value}\": ignored, it must be {expected}.");
        options.Should().BeEquivalentTo(new TracingOptions());
    }

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_HEADERS", "s3cret")]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_HEADERS", "bad name=s3cret")]
    [InlineData("OTEL_EXPORTER_OTLP_HEADERS", "a=s3cret%0D%0Ab")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "user:s3cret@host")]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "ftp://host?key=s3cret")]
    public void Apply_MalformedSecret_IsReportedWithoutIt(string name, string value)
    {
        var options = new TracingOptions();

        Apply(options, (name, value)).Should().ContainSingle().Which.Should().StartWith(name).And.Contain("…").And.NotContain("s3cret");
        options.Delivery.Headers.Should().BeEmpty();
        options.Delivery.Endpoint.Should().BeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void Apply_EmptyVariables_AreUnset(string value)
    {
        string[] names =
        [
            "OTEL_SDK_DISABLED", "OTEL_SERVICE_NAME", "OTEL_PROPAGATORS", "OTEL_TRACES_EXPORTER", "OTEL_BSP_MAX_QUEUE_SIZE", "OTEL_BSP_MAX_EXPORT_BATCH_SIZE",
            "OTEL_BSP_SCHEDULE_DELAY", "OTEL_EXPORTER_OTLP_PROTOCOL", "OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_HEADERS",
            "OTEL_EXPORTER_OTLP_TIMEOUT", "OTEL_EXPORTER_OTLP_COMPRESSION", "OTEL_TRACES_SAMPLER", "OTEL_TRACES_SAMPLER_ARG", "OTEL_RESOURCE_ATTRIBUTES",
        ];
        var options = new TracingOptions();

        Apply(options, [.. names.Select(name => (name, value))]).Should().BeEmpty();
        options.Should().BeEquivalentTo(new TracingOptions());
    }

    [Theory]
    [InlineData("parentbased_always_on", null, 1, true)]
    [InlineData("parentbased_always_off", null, 0, true)]
    [InlineData("parentbased_traceidratio", "0.25", 0.25, true)]
    [InlineData("ParentBased_TraceIdRatio", " 0.25 ", 0.25, true)]
    [InlineData("parentbased_traceidratio", "1e-3", 0.001, true)]
    [InlineData("parentbased_traceidratio", null, 1, true)]
    [InlineData("always_on", null, 1, false)]
    [InlineData("always_off", null, 0, false)]
    [InlineData("traceidratio", "0.25", 0.25, false)]
    [InlineData(null, "0.25", 1, true)]
    public void Apply_Sampler_SetsTheRatioAndWhetherCallersDecide(string? sampler, string? argument, double ratio, bool followsCallers)
    {
        var options = new TracingOptions();
        Apply(options, ("OTEL_TRACES_SAMPLER", sampler), ("OTEL_TRACES_SAMPLER_ARG", argument)).Should().BeEmpty();
        options.Sampling.Ratio.Should().Be(ratio);
        options.Sampling.FollowCallers.Should().Be(followsCallers);
    }

    [Theory]
    [InlineData("jaeger_remote")]
    [InlineData("parentbased_jaeger_remote")]
    [InlineData("xray")]
    public void Apply_SamplerOfTheSpecificationThatIsNotSupported_IsReportedAndTheDefaultStays(string sampler)
    {
        var options = new TracingOptions();
        Apply(options, ("OTEL_TRACES_SAMPLER", sampler), ("OTEL_TRACES_SAMPLER_ARG", "endpoint=http://localhost:14250")).Should().Equal(
            $"OTEL_TRACES_SAMPLER = \"{sampler}\": ignored, this sampler is not supported; 100 % of new traces are kept unless Tracing:Sampling says otherwise.");
        options.Sampling.Ratio.Should().Be(1);
        options.Sampling.FollowCallers.Should().BeTrue();
    }

    [Fact]
    public void Apply_Certificate_IsReportedAsNotSupported() =>
        Apply(new TracingOptions(), ("OTEL_EXPORTER_OTLP_CERTIFICATE", "/ca.pem")).Should().Equal(
            "OTEL_EXPORTER_OTLP_CERTIFICATE: ignored, it is not supported; servers are checked against the certificates the system trusts.");

    [Theory]
    [InlineData("2")]
    [InlineData("-1")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("0,5")]
    [InlineData("half")]
    public void Apply_WrongSamplerArgument_IsIgnoredAndReported(string argument)
    {
        var options = new TracingOptions();
        Apply(options, ("OTEL_TRACES_SAMPLER", "parentbased_traceidratio"), ("OTEL_TRACES_SAMPLER_ARG", argument))
            .Should().Equal($"OTEL_TRACES_SAMPLER_ARG = \"{argument}\": ignored, it must be a number from 0 to 1.");
        options.Sampling.Ratio.Should().Be(1);
    }

    [Fact]
    public void Apply_ResourceAttributes_AreDecodedAndSorted()
    {
        var options = new TracingOptions();
        Apply(options, ("OTEL_RESOURCE_ATTRIBUTES",
            "service.name=orders, service.version=1%2C2 ,deployment.environment.name=prod,team=a%20b%3Dc,city=K%C3%B6ln,plus=a+b,empty=,eq=a=b,raw=Köln😀,")).Should().BeEmpty();

        options.ServiceName.Should().Be("orders");
        options.ServiceVersion.Should().Be("1,2");
        options.Environment.Should().Be("prod");
        options.Resource.Should().BeEquivalentTo(new Dictionary<string, string>
        {
            ["team"] = "a b=c",
            ["city"] = "Köln",
            ["plus"] = "a+b",
            ["empty"] = "",
            ["eq"] = "a=b",
            ["raw"] = "Köln😀",
        });
    }

    [Fact]
    public void Apply_ServiceName_ComesBeforeTheResourceAttribute()
    {
        var options = new TracingOptions();
        Apply(options, ("OTEL_RESOURCE_ATTRIBUTES", "service.name=attribute"), ("OTEL_SERVICE_NAME", "variable"));
        options.ServiceName.Should().Be("variable");
    }

    [Fact]
    public void Apply_VariableForTraces_ComesBeforeTheGeneralOne()
    {
        var options = new TracingOptions();
        Apply(
            options,
            ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"), ("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "grpc"),
            ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://all"), ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "http://traces"),
            ("OTEL_EXPORTER_OTLP_HEADERS", "a=1"), ("OTEL_EXPORTER_OTLP_TRACES_HEADERS", "b=2"),
            ("OTEL_EXPORTER_OTLP_TIMEOUT", "1000"), ("OTEL_EXPORTER_OTLP_TRACES_TIMEOUT", "2000"),
            ("OTEL_EXPORTER_OTLP_COMPRESSION", "gzip"), ("OTEL_EXPORTER_OTLP_TRACES_COMPRESSION", "none")).Should().BeEmpty();

        options.Delivery.Protocol.Should().Be(DeliveryProtocol.Grpc);
        options.Delivery.Endpoint.Should().Be(new Uri("http://traces"));
        options.Delivery.Headers.Should().BeEquivalentTo(new Dictionary<string, string> { ["b"] = "2" });
        options.Delivery.Timeout.Should().Be(TimeSpan.FromSeconds(2));
        options.Delivery.Compression.Should().Be(DeliveryCompression.None);
    }

    [Fact]
    public void Apply_MalformedVariableForTraces_LeavesTheGeneralOne()
    {
        var options = new TracingOptions();
        Apply(options, ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://all"), ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "nonsense")).Should().ContainSingle();
        options.Delivery.Endpoint.Should().Be(new Uri("http://all"));
    }

    [Theory]
    [InlineData("api-key=abc", "api-key=abc")]
    [InlineData(" a = 1 , b = 2 ,", "a=1|b=2")]
    [InlineData("authorization=Basic%20dXNlcjpwYXNz==", "authorization=Basic dXNlcjpwYXNz==")]
    [InlineData("a=", "a=")]
    public void Apply_Headers_AreDecoded(string text, string expected)
    {
        var options = new TracingOptions();
        Apply(options, ("OTEL_EXPORTER_OTLP_HEADERS", text)).Should().BeEmpty();
        string.Join('|', options.Delivery.Headers.Select(header => $"{header.Key}={header.Value}")).Should().Be(expected);
    }

    [Theory]
    [InlineData("512", null, 512, 512)]
    [InlineData("512", "100", 512, 100)]
    [InlineData("32768", "20000", 32_768, 20_000)]
    public void Apply_SmallQueue_LimitsTheBatch(string queue, string? batch, int queueSize, int batchSize)
    {
        var options = new TracingOptions();
        Apply(options, ("OTEL_BSP_MAX_QUEUE_SIZE", queue), ("OTEL_BSP_MAX_EXPORT_BATCH_SIZE", batch)).Should().BeEmpty();
        options.Batching.MaxQueueSize.Should().Be(queueSize);
        options.Batching.MaxBatchSize.Should().Be(batchSize);
    }

    [Fact]
    public void Options_QueueOfTheSectionBelowTheVariablesBatch_LimitsTheBatch()
    {
        var options = ConfiguredHost.Options(("OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "4096"), ("Tracing:Batching:MaxQueueSize", "1000"));
        options.Batching.MaxBatchSize.Should().Be(1_000);
    }

    [Fact]
    public void Options_EveryVariableWrong_StillStart()
    {
        var options = ConfiguredHost.Options(
            ("OTEL_BSP_MAX_QUEUE_SIZE", "x"), ("OTEL_TRACES_SAMPLER", "x"), ("OTEL_EXPORTER_OTLP_ENDPOINT", "x"), ("OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "60000"));
        options.Should().BeEquivalentTo(new TracingOptions());
    }

    private static IEnumerable<string> Apply(TracingOptions options, params (string Name, string? Value)[] variables) =>
        [.. OtelVariables.Apply(
            new ConfigurationBuilder().AddInMemoryCollection(variables.Select(variable => KeyValuePair.Create(variable.Name, variable.Value))).Build(), options)
            .Select(problem => problem.ToString())];
}
