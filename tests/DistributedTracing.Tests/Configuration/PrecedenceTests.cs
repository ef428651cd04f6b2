using DistributedTracing.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace DistributedTracing.Tests.Configuration;

public sealed class PrecedenceTests
{
    /// <summary>Key, default, value in the section and what becomes of it, OTEL_* variable, its value and what becomes of that.</summary>
    public static TheoryData<string, string?, string, string, string?, string?, string?> Settings => new()
    {
        { "Enabled", "True", "false", "False", "OTEL_SDK_DISABLED", "True", "False" },
        { "ServiceName", null, "orders", "orders", "OTEL_SERVICE_NAME", "otel", "otel" },
        { "ServiceVersion", null, "1.2", "1.2", "OTEL_RESOURCE_ATTRIBUTES", "service.version=9", "9" },
        { "Environment", null, "Test", "Test", "OTEL_RESOURCE_ATTRIBUTES", "deployment.environment.name=otel", "otel" },
        { "Sources", "", "Orders.*, Stock", "Orders.*|Stock", null, null, null },
        { "Resource:team", null, "blue", "blue", "OTEL_RESOURCE_ATTRIBUTES", "team=red", "red" },
        { "Sampling:Ratio", "1", "0.25", "0.25", "OTEL_TRACES_SAMPLER", "parentbased_always_off", "0" },
        { "Sampling:FollowCallers", "True", "false", "False", "OTEL_TRACES_SAMPLER", "always_on", "False" },
        { "Sampling:Algorithm", "Consistent", "traceidratio", "TraceIdRatio", null, null, null },
        { "Sampling:Tail:Enabled", "False", "true", "True", null, null, null },
        { "Sampling:Tail:Keep:Errors", "True", "false", "False", null, null, null },
        { "Sampling:Tail:Keep:SlowerThan", "00:00:01", "00:00:02", "00:00:02", null, null, null },
        { "Sampling:Tail:Keep:Callees", "True", "false", "False", null, null, null },
        { "Sampling:Tail:Keep:MaxPerSecond", null, "2.5", "2.5", null, null, null },
        { "Sampling:Tail:TellCallers", "loopback|private", "10.0.0.0/8,internet", "10.0.0.0/8|internet", null, null, null },
        { "Sampling:Tail:Sources", "", "A,B*", "A|B*", null, null, null },
        { "Sampling:Tail:IgnoredSources", "", "A,B*", "A|B*", null, null, null },
        { "Sampling:Tail:MaxTraces", "5000", "10", "10", null, null, null },
        { "Sampling:Tail:MaxSpansPerTrace", "1000", "2", "2", null, null, null },
        { "Sampling:Tail:MaxBytes", "67108864", "65536", "65536", null, null, null },
        { "Sampling:Tail:MaxAge", "00:00:30", "00:01:00", "00:01:00", null, null, null },
        { "Sampling:Tail:FollowFor", "00:00:05", "00:00:00", "00:00:00", null, null, null },
        { "Propagation:Extract", "tracecontext|b3|b3multi|jaeger|baggage", "b3", "b3", "OTEL_PROPAGATORS", "b3multi,baggage", "b3multi|baggage" },
        { "Propagation:Inject", "tracecontext|baggage", "b3", "b3", "OTEL_PROPAGATORS", "b3multi,baggage", "b3multi|baggage" },
        { "Propagation:Outgoing:Hosts", "internal", "*.example.com, orders", "*.example.com|orders", null, null, null },
        { "Propagation:Outgoing:BaggageKeys", "*", "tenant, user.*", "tenant|user.*", null, null, null },
        { "Baggage:SpanAttributes", "", "tenant.id, cart.*", "tenant.id|cart.*", null, null, null },
        { "Baggage:LogScope", "", "tenant.id", "tenant.id", null, null, null },
        { "Batching:MaxQueueSize", "16384", "4096", "4096", "OTEL_BSP_MAX_QUEUE_SIZE", "8192", "8192" },
        { "Batching:MaxBatchSize", "2048", "100", "100", "OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "200", "200" },
        { "Batching:Delay", "00:00:01", "00:00:00.5", "00:00:00.5000000", "OTEL_BSP_SCHEDULE_DELAY", "250", "00:00:00.2500000" },
        { "Delivery:Enabled", null, "false", "False", "OTEL_TRACES_EXPORTER", "otlp", "True" },
        { "Delivery:Endpoint", null, "http://a:1/", "http://a:1/", "OTEL_EXPORTER_OTLP_ENDPOINT", "http://b:2", "http://b:2/" },
        { "Delivery:Endpoint", null, "http://a:1/", "http://a:1/", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "http://b:2", "http://b:2/" },
        { "Delivery:Protocol", "HttpProtobuf", "http/protobuf", "HttpProtobuf", "OTEL_EXPORTER_OTLP_PROTOCOL", "grpc", "Grpc" },
        { "Delivery:Protocol", "HttpProtobuf", "GRPC", "Grpc", "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "GRPC", "Grpc" },
        { "Delivery:Headers:api-key", null, "one", "one", "OTEL_EXPORTER_OTLP_HEADERS", "api-key=two", "two" },
        { "Delivery:Headers:api-key", null, "one", "one", "OTEL_EXPORTER_OTLP_TRACES_HEADERS", "API-KEY=two%20words", "two words" },
        { "Delivery:Timeout", "00:00:10", "00:00:02", "00:00:02", "OTEL_EXPORTER_OTLP_TIMEOUT", "3000", "00:00:03" },
        { "Delivery:Timeout", "00:00:10", "00:00:02", "00:00:02", "OTEL_EXPORTER_OTLP_TRACES_TIMEOUT", "3000", "00:00:03" },
        { "Delivery:Compression", "None", "gzip", "Gzip", "OTEL_EXPORTER_OTLP_COMPRESSION", "GZIP", "Gzip" },
        { "Delivery:Compression", "None", "none", "None", "OTEL_EXPORTER_OTLP_TRACES_COMPRESSION", "gzip", "Gzip" },
        { "Logs:Console", "True", "false", "False", null, null, null },
    };

    [Theory]
    [MemberData(nameof(Settings))]
    public void Setting_FromEachSource_SectionComesBeforeVariableBeforeDefault(
        string key, string? byDefault, string section, string fromSection, string? variable, string? value, string? fromVariable)
    {
        Shown.Of(ConfiguredHost.Options(), key).Should().Be(byDefault);
        Shown.Of(ConfiguredHost.Options(("Tracing:" + key, section)), key).Should().Be(fromSection);
        if (variable is not null)
        {
            Shown.Of(ConfiguredHost.Options((variable, value)), key).Should().Be(fromVariable);
            Shown.Of(ConfiguredHost.Options((variable, value), ("Tracing:" + key, section)), key).Should().Be(fromSection);
            Shown.Of(ConfiguredHost.Options((variable, " ")), key).Should().Be(byDefault, "an empty variable is the same as none");
        }
    }

    [Theory] // How a container blanks a setting that a file below it has.
    [InlineData("Enabled")]
    [InlineData("ServiceName")]
    [InlineData("Sampling:Ratio")]
    [InlineData("Batching:Delay")]
    [InlineData("Delivery:Endpoint")]
    [InlineData("Delivery:Protocol")]
    public void Setting_EmptyInTheSection_IsTheDefault(string key) =>
        Shown.Of(ConfiguredHost.Options(("Tracing:" + key, "")), key).Should().Be(Shown.Of(new TracingOptions(), key));

    [Fact]
    public void EverySetting_IsInTheTable()
    {
        // Rules have tests of their own: they are no single value.
        var keys = Settings.Select(row => ((string)row[0]).Replace(":team", "", StringComparison.Ordinal).Replace(":api-key", "", StringComparison.Ordinal)).Distinct().Concat(["Sampling:Rules", "Sampling:Tail:Keep:Rules"]);
        new TracingSettings().Keys.Select(setting => setting.Key).Should().BeEquivalentTo(keys);
    }

    [Fact]
    public void Code_BeforeOrAfterTheCall_ComesBeforeEverything()
    {
        var options = ConfiguredHost.OptionsOf(ConfiguredHost.Build(
            [("OTEL_SERVICE_NAME", "otel"), ("Tracing:ServiceName", "section"), ("Tracing:Sampling:Ratio", "0.5"), ("OTEL_BSP_SCHEDULE_DELAY", "20")],
            code =>
            {
                code.ServiceName.Should().Be("section", "code sees what is configured");
                code.ServiceName = "code";
            }));

        options.ServiceName.Should().Be("code");
        options.Sampling.Ratio.Should().Be(0.5, "precedence is value by value");
        options.Batching.Delay.Should().Be(TimeSpan.FromMilliseconds(20));
    }

    [Fact]
    public void Section_FromEnvironmentVariables_IsReadWithIndexedKeys()
    {
        var prefix = "T" + Guid.NewGuid().ToString("N") + "_";
        var variables = new Dictionary<string, string>
        {
            ["Tracing__Sources__0"] = "A",
            ["Tracing__Sources__10"] = "C",
            ["Tracing__Sources__2"] = "B",
            ["TRACING__SAMPLING__RATIO"] = "0.5",
            ["Tracing__Delivery__Headers__api-key"] = "k",
            ["OTEL_SERVICE_NAME"] = "otel",
        };
        foreach (var (name, value) in variables)
        {
            Environment.SetEnvironmentVariable(prefix + name, value);
        }

        var options = ConfiguredHost.OptionsOf(ConfiguredHost.Build(configuration => configuration.AddEnvironmentVariables(prefix)));

        options.Sources.Should().Equal("A", "B", "C");
        options.Sampling.Ratio.Should().Be(0.5);
        options.Delivery.Headers.Should().ContainKey("api-key");
        options.ServiceName.Should().Be("otel");
        foreach (var name in variables.Keys)
        {
            Environment.SetEnvironmentVariable(prefix + name, null);
        }
    }

    [Fact]
    public void Section_FromJson_IsReadWithEveryKindOfValue()
    {
        var options = ConfiguredHost.OptionsOf(ConfiguredHost.BuildJson("""
            { "Tracing": {
                "Enabled": true, "ServiceName": "orders", "Sources": [ "A", "B" ], "Resource": { "k8s.pod.name": "p-1" },
                "Sampling": { "Ratio": 0.1 }, "Propagation": { "Inject": [ "b3" ] }, "Batching": { "MaxQueueSize": 1000, "Delay": "00:00:05" },
                "Delivery": { "Enabled": false, "Endpoint": "https://collector.example:4318/otlp", "Protocol": "grpc", "Headers": { "x": "y" } },
                "Logs": { "Console": false } } }
            """));

        options.Sources.Should().Equal("A", "B");
        options.Resource.Should().Contain("k8s.pod.name", "p-1");
        options.Sampling.Ratio.Should().Be(0.1);
        options.Propagation.Inject.Should().Equal("b3");
        options.Batching.MaxQueueSize.Should().Be(1_000);
        options.Batching.MaxBatchSize.Should().Be(1_000, "the default gives way to a smaller queue");
        options.Delivery.Enabled.Should().BeFalse();
        options.Logs.Console.Should().BeFalse();
    }

    [Theory]
    [InlineData("""{ "Tracing": { "Propagation": { "Inject": [] } } }""", "")]
    [InlineData("""{ "Tracing": { "Propagation": { "Inject": "b3 , baggage," } } }""", "b3|baggage")]
    [InlineData("""{ "Tracing": { "Propagation": { "Inject": [ "b3" ] } } }""", "b3")]
    [InlineData("""{ "Tracing": { "Propagation": { "Inject": null } } }""", "tracecontext|baggage")]
    [InlineData("""{ "Tracing": { "Propagation": null } }""", "tracecontext|baggage")]
    [InlineData("""{ "Tracing": {} }""", "tracecontext|baggage")]
    [InlineData("""{ "Tracing": null }""", "tracecontext|baggage")]
    [InlineData("""{ "Tracing": { "Propagation": { "Inject": [ "B3Multi" ] } }, "OTEL_PROPAGATORS": "tracecontext" }""", "B3Multi")]
    public void List_InEachForm_TakesThePlaceOfTheDefault(string json, string expected) =>
        Shown.Of(ConfiguredHost.OptionsOf(ConfiguredHost.BuildJson(json)), "Propagation:Inject").Should().Be(expected);

    [Fact]
    public void Headers_OfSectionAndVariable_AreMerged()
    {
        ConfiguredHost.Options(("OTEL_EXPORTER_OTLP_HEADERS", "a=1,b=2"), ("Tracing:Delivery:Headers:B", "3"))
            .Delivery.Headers.Should().BeEquivalentTo(new Dictionary<string, string> { ["a"] = "1", ["b"] = "3" });
    }

    [Fact]
    public void AddDistributedTracingCore_Twice_AddsTheSecondConfiguration()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddDistributedTracingCore(o => o.ServiceName = "one");
        builder.Services.AddDistributedTracingCore(o => o.Environment = "two");

        var options = ConfiguredHost.OptionsOf(builder.Build());

        options.ServiceName.Should().Be("one");
        options.Environment.Should().Be("two");
    }
}
