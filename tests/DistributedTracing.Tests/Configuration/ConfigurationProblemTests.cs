using System.Globalization;
using DistributedTracing.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace DistributedTracing.Tests.Configuration;

/// <summary>What a user reads when the configuration is wrong.</summary>
public sealed class ConfigurationProblemTests
{
    private const string Memory = "(in-memory configuration)";

    [Theory]
    [InlineData("Enabled", "yes", "must be true or false")]
    [InlineData("Sampling:Ratio", "2", "must be a number from 0 to 1")]
    [InlineData("Sampling:Ratio", "-0.1", "must be a number from 0 to 1")]
    [InlineData("Sampling:Ratio", "10%", "must be a number from 0 to 1")]
    [InlineData("Sampling:Ratio", "0,5", "must be a number from 0 to 1")]
    [InlineData("Sampling:Ratio", "NaN", "must be a number from 0 to 1")]
    [InlineData("Sampling:Ratio", "Infinity", "must be a number from 0 to 1")]
    [InlineData("Sampling:Ratio", "∞", "must be a number from 0 to 1")]
    [InlineData("Sampling:Ratio", " ", "must be a number from 0 to 1")]
    [InlineData("Batching:MaxQueueSize", "15", "must be a whole number of spans from 16 to 1048576")]
    [InlineData("Batching:MaxQueueSize", "1048577", "must be a whole number of spans from 16 to 1048576")]
    [InlineData("Batching:MaxQueueSize", "99999999999999", "must be a whole number of spans from 16 to 1048576")]
    [InlineData("Batching:MaxQueueSize", "1.5", "must be a whole number of spans from 16 to 1048576")]
    [InlineData("Batching:MaxQueueSize", "1,000", "must be a whole number of spans from 16 to 1048576")]
    [InlineData("Batching:MaxBatchSize", "0", "must be a whole number of spans from 1 to 65536")]
    [InlineData("Batching:Delay", "5", "must be a duration (hh:mm:ss.fff, so 00:00:10 for ten seconds) from 00:00:00.010 to 00:05:00.000")]
    [InlineData("Batching:Delay", "1s", "must be a duration (hh:mm:ss.fff, so 00:00:10 for ten seconds) from 00:00:00.010 to 00:05:00.000")]
    [InlineData("Batching:Delay", "00:05:01", "must be a duration (hh:mm:ss.fff, so 00:00:10 for ten seconds) from 00:00:00.010 to 00:05:00.000")]
    [InlineData("Batching:Delay", "-00:00:01", "must be a duration (hh:mm:ss.fff, so 00:00:10 for ten seconds) from 00:00:00.010 to 00:05:00.000")]
    [InlineData("Delivery:Timeout", "00:00:00", "must be a duration (hh:mm:ss.fff, so 00:00:10 for ten seconds) from 00:00:00.100 to 00:05:00.000")]
    [InlineData("Delivery:Enabled", "1", "must be true or false")]
    [InlineData("Delivery:Endpoint", "localhost:4317", "must be an absolute address that begins with http:// or https://")]
    [InlineData("Delivery:Endpoint", "/v1/traces", "must be an absolute address that begins with http:// or https://")]
    [InlineData("Delivery:Endpoint", "ftp://host", "must be an absolute address that begins with http:// or https://")]
    [InlineData("Delivery:Endpoint", "http://", "must be an absolute address that begins with http:// or https://")]
    [InlineData("Delivery:Protocol", "http/json", "must be one of http/protobuf, grpc")]
    [InlineData("Delivery:Protocol", "1", "must be one of http/protobuf, grpc")]
    [InlineData("Delivery:Compression", "zstd", "must be one of none, gzip")]
    [InlineData("Propagation:Inject", "xray", "must be names out of tracecontext, b3, b3multi, jaeger, baggage, none")]
    [InlineData("Propagation:Extract:0", "w3c", "must be names out of tracecontext, b3, b3multi, jaeger, baggage, none")]
    [InlineData("Sources:0", "*", "must be names of activity sources, not \"*\"")]
    [InlineData("Sources:0", "", "must be names of activity sources, not \"*\"")]
    [InlineData("Baggage:SpanAttributes:0", "*", "must be keys of baggage items (HTTP tokens), with \"*\" only at the end, not \"*\" alone")]
    [InlineData("Baggage:SpanAttributes:0", "a*b", "must be keys of baggage items (HTTP tokens), with \"*\" only at the end, not \"*\" alone")]
    [InlineData("Baggage:LogScope:0", "two words", "must be keys of baggage items (HTTP tokens), with \"*\" only at the end, not \"*\" alone")]
    [InlineData("Logs:Console", "on", "must be true or false")]
    public async Task Start_RefusedValue_NamesKeyValueSourceAndRange(string key, string value, string sentence) =>
        (await ConfiguredHost.ProblemsAsync(("Tracing:" + key, value))).Should().Equal($"Tracing:{key} = \"{value}\" {Memory}: {sentence}.");

    [Theory]
    [InlineData("https://api.example.com/v1?key", "https://api.example.com/v1?…", "api.example.com")]
    [InlineData("https://user:s3cret@api.example.com", "https://…@api.example.com", "api.example.com")]
    [InlineData("api.example.com:8443", "api.example.com:8443", "api.example.com")]
    [InlineData("api.example.com/v1", "api.example.com/v1", "api.example.com")]
    [InlineData("[2001:db8::1]:80", "[2001:db8::1]:80", "[2001:db8::1]")]
    [InlineData(".example.com", ".example.com", "*.example.com")]
    [InlineData("*example.com", "*example.com", "*.example.com")]
    [InlineData("10.1.2.3/8", "10.1.2.3/8", "10.0.0.0/8")]
    [InlineData("2001:db8::1/32", "2001:db8::1/32", "2001:db8::/32")]
    [InlineData("10.0.0.0/33", "10.0.0.0/33", null)]
    [InlineData("api.*", "api.*", null)]
    [InlineData("api..example.com", "api..example.com", null)]
    [InlineData("two words", "two words", null)]
    [InlineData("", "", null)]
    public async Task Start_OutgoingHostThatIsNone_IsRefusedWithWhatWasMeant(string host, string shown, string? suggestion) =>
        (await ConfiguredHost.ProblemsAsync(("Tracing:Propagation:Outgoing:Hosts:0", host))).Should().Equal(
            $"Tracing:Propagation:Outgoing:Hosts:0 = \"{shown}\" {Memory}: must be \"internal\", host names, \"*.\" with a domain, IP addresses, "
            + "networks such as 203.0.113.0/24, or \"*\" for every host; without scheme, port and path"
            + (suggestion is null ? "." : $"; did you mean {suggestion}."));

    [Fact]
    public async Task Start_OutgoingHostFromCodeThatIsNone_IsRefusedWithWhatWasMeant() =>
        (await ConfiguredHost.ProblemsAsync(ConfiguredHost.Build([], options => options.Propagation.Outgoing.Hosts.Add("http://api.example.com"))))
            .Should().ContainSingle().Which.Should().StartWith("Tracing:Propagation:Outgoing:Hosts = \"http://api.example.com\" (code)").And.EndWith("did you mean api.example.com.");

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("a,b=c")]
    [InlineData("a*b")]
    public async Task Start_BaggageKeyThatIsNone_IsRefused(string key) =>
        (await ConfiguredHost.ProblemsAsync(("Tracing:Propagation:Outgoing:BaggageKeys:0", key))).Should().Equal(
            $"Tracing:Propagation:Outgoing:BaggageKeys:0 = \"{key}\" {Memory}: must be keys of baggage, with \"*\" at the end for any ending.");

    [Theory]
    [InlineData("Smapling:Ratio", "Tracing:Smapling", "did you mean Tracing:Sampling")]
    [InlineData("Sampling:Rato", "Tracing:Sampling:Rato", "did you mean Tracing:Sampling:Ratio")]
    [InlineData("SAMPLING:RATOI", "Tracing:SAMPLING:RATOI", "did you mean Tracing:Sampling:Ratio")]
    [InlineData("Servicename2", "Tracing:Servicename2", "did you mean Tracing:ServiceName")]
    [InlineData("Sampling:Ratio:Deep", "Tracing:Sampling:Ratio:Deep", "did you mean Tracing:Sampling:Ratio")]
    [InlineData("ServiceName:0", "Tracing:ServiceName:0", "did you mean Tracing:ServiceName")]
    [InlineData("Delivery:EndPiont", "Tracing:Delivery:EndPiont", "did you mean Tracing:Delivery:Endpoint")]
    [InlineData("Propagation:Outgoing:Host", "Tracing:Propagation:Outgoing:Host", "did you mean Tracing:Propagation:Outgoing:Hosts")]
    [InlineData("Endpoint", "Tracing:Endpoint", "did you mean Tracing:Delivery:Endpoint")]
    [InlineData("Sampler:Ratio", "Tracing:Sampler", "did you mean Tracing:Sampling:Ratio")]
    [InlineData("SomethingElse:A:B:C", "Tracing:SomethingElse", null)]
    [InlineData("Delivery:Xyz:A:B", "Tracing:Delivery:Xyz", null)]
    public async Task Start_UnknownKey_IsNamedWithTheNearest(string key, string path, string? suggestion) =>
        (await ConfiguredHost.ProblemsAsync(("Tracing:" + key, "secret"))).Should()
            .Equal($"{path} {Memory}: unknown setting{(suggestion is null ? "" : "; " + suggestion)}.");

    [Theory]
    [InlineData("Tracing:Sampling")]
    [InlineData("Tracing:Delivery")]
    public async Task Start_GroupWithAValue_IsRefused(string group) =>
        (await ConfiguredHost.ProblemsAsync((group, "0.5"))).Should().Equal($"{group} {Memory}: is a group of settings and takes no value of its own.");

    [Theory]
    [InlineData("service.name", "ServiceName")]
    [InlineData("service.version", "ServiceVersion")]
    [InlineData("deployment.environment.name", "Environment")]
    public async Task Start_ResourceAttributeWithASettingOfItsOwn_IsRefused(string attribute, string setting) =>
        (await ConfiguredHost.ProblemsAsync(($"Tracing:Resource:{attribute}", "orders"))).Should()
            .Equal($"Tracing:Resource:{attribute}: has a setting of its own, Tracing:{setting}.");

    [Fact]
    public async Task Start_VariableNamedLikeTheSection_IsNotOurs()
    {
        using var host = ConfiguredHost.Build([("Tracing", "1")]);
        var start = () => host.StartAsync();

        await start.Should().NotThrowAsync("an environment variable TRACING is somebody else's");
    }

    [Theory]
    [InlineData("Tracing:Viewer:Port")]
    [InlineData("tracing:aspnetcore:IgnoredPaths:0")]
    public async Task Start_SettingOfAPackageThatIsNotInstalled_IsLeftAlone(string key)
    {
        using var host = ConfiguredHost.Build([(key, "4321")]);
        var start = () => host.StartAsync();

        await start.Should().NotThrowAsync("services that share an environment have not all the same packages");
    }

    [Fact]
    public async Task Start_GroupWithAValueAndUnknownKeys_NamesAll() =>
        (await ConfiguredHost.ProblemsAsync(("Tracing:Sampling", "0.5"), ("Tracing:Sampling:Rato", "1"))).Should().HaveCount(2);

    [Theory]
    [InlineData("Resource", "Tracing:Resource", "a group of attribute names with values")]
    [InlineData("Resource:a:b", "Tracing:Resource:a", "a group of attribute names with values")]
    [InlineData("Delivery:Headers", "Tracing:Delivery:Headers", "a group of HTTP header names with values of visible ASCII characters")]
    [InlineData("Delivery:Headers:a:b", "Tracing:Delivery:Headers:a", "a group of HTTP header names with values of visible ASCII characters")]
    [InlineData("Delivery:Headers:bad name", "Tracing:Delivery:Headers:bad name", "a group of HTTP header names with values of visible ASCII characters")]
    public async Task Start_WrongMap_IsRefusedWithoutItsValue(string key, string path, string allowed)
    {
        var problem = (await ConfiguredHost.ProblemsAsync(("Tracing:" + key, "s3cret"))).Should().ContainSingle().Subject;
        problem.Should().StartWith($"{path} = \"…\"").And.EndWith($": must be {allowed}.");
    }

    [Fact]
    public async Task Start_HeaderWithControlCharacters_IsRefusedWithoutItsValue()
    {
        var problems = await ConfiguredHost.ProblemsAsync(ConfiguredHost.Build(
            [("Tracing:Delivery:Headers:api-key", "s3cret\r\nx: y"), ("Tracing:Delivery:Headerz:api-key", "s3cret")],
            options => options.Delivery.Headers["other key"] = "s3cret"));

        problems.Should().HaveCount(3);
        string.Concat(problems).Should().NotContain("s3cret");
    }

    [Theory]
    [InlineData("ws://user:s3cret@host/path", "ws://…@host/path")]
    [InlineData("user:s3cret@host:4318", "…@host:4318")]
    [InlineData("ws://host/path?key=s3cret", "ws://host/path?…")]
    [InlineData("ws://user:s3cret@host?key=s3cret", "ws://…@host?…")]
    [InlineData("ftp://host/a@b", "ftp://host/a@b")]
    public async Task Start_RefusedEndpoint_IsShownWithoutCredentials(string endpoint, string shown)
    {
        (await ConfiguredHost.ProblemsAsync(("Tracing:Delivery:Endpoint", endpoint))).Should().ContainSingle().Which.Should().Contain($"= \"{shown}\" ");
        if (Uri.TryCreate(endpoint, UriKind.Absolute, out var uri))
        {
            (await ConfiguredHost.ProblemsAsync(ConfiguredHost.Build([], options => options.Delivery.Endpoint = uri)))
                .Should().ContainSingle().Which.Should().NotContain("s3cret");
        }
    }

    [Fact]
    public async Task Start_WrongValuesFromCode_AreRefused()
    {
        var problems = await ConfiguredHost.ProblemsAsync(ConfiguredHost.Build([], options =>
        {
            options.Sampling.Ratio = double.NaN;
            options.Batching.MaxQueueSize = -1;
            options.Batching.MaxBatchSize = 70_000;
            options.Batching.Delay = TimeSpan.FromDays(1);
            options.Delivery.Timeout = Timeout.InfiniteTimeSpan;
            options.Delivery.Protocol = (DeliveryProtocol)7;
            options.Delivery.Compression = (DeliveryCompression)(-1);
            options.Delivery.Endpoint = new Uri("/relative", UriKind.Relative);
            options.Delivery.Headers["key"] = null!;
            options.Resource["team"] = null!;
            options.Propagation.Inject.Add("w3c");
            options.Propagation.Extract.Add(null!);
            options.Baggage.SpanAttributes.Add(null!);
            options.Baggage.LogScope.Add("**");
            options.Sources.Add(null!);
        }));

        problems.Should().Contain("Tracing:Sampling:Ratio = \"NaN\" (code): must be a number from 0 to 1.");
        problems.Select(problem => problem.Split(' ')[0]).Should().BeEquivalentTo(
            "Tracing:Sampling:Ratio", "Tracing:Batching:MaxQueueSize", "Tracing:Batching:MaxBatchSize", "Tracing:Batching:MaxBatchSize", "Tracing:Batching:Delay",
            "Tracing:Delivery:Timeout", "Tracing:Delivery:Protocol", "Tracing:Delivery:Compression", "Tracing:Delivery:Endpoint",
            "Tracing:Delivery:Headers", "Tracing:Resource", "Tracing:Propagation:Inject", "Tracing:Propagation:Extract", "Tracing:Sources",
            "Tracing:Baggage:SpanAttributes", "Tracing:Baggage:LogScope");
    }

    [Theory]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    [InlineData(-double.Epsilon)]
    public async Task Start_RatioFromCodeOutsideTheRange_IsRefused(double ratio) =>
        (await ConfiguredHost.ProblemsAsync(ConfiguredHost.Build([], options => options.Sampling.Ratio = ratio))).Should().ContainSingle();

    [Fact]
    public async Task Start_BatchAboveQueue_NamesBoth() =>
        (await ConfiguredHost.ProblemsAsync(("Tracing:Batching:MaxQueueSize", "100"), ("Tracing:Batching:MaxBatchSize", "200"))).Should().Equal(
            "Tracing:Batching:MaxBatchSize = \"200\": must not be above Tracing:Batching:MaxQueueSize, which is 100 spans.");

    [Fact]
    public async Task Start_EverythingWrong_SaysAllInOneMessage()
    {
        var folder = Directory.CreateTempSubdirectory();
        var file = Path.Combine(folder.FullName, "appsettings.json");
        await File.WriteAllTextAsync(file, """
            { "Tracing": { "Smapling": { "Ratio": 0.1 }, "Sampling": { "Ratio": 7 }, "Propagation": { "Inject": [ "b3", "w3c" ] },
              "Delivery": { "Headers": { "api key": "s3cret" } } } }
            """);
        var prefix = "T" + Guid.NewGuid().ToString("N") + "_";
        Environment.SetEnvironmentVariable(prefix + "Tracing__Delivery__Timeout", "30");
        using var host = ConfiguredHost.Build(
            configuration => configuration
                .AddJsonFile(file)
                .AddEnvironmentVariables(prefix)
                .AddCommandLine(["--Tracing:Delivery:Protocol=udp"])
                .AddInMemoryCollection([KeyValuePair.Create<string, string?>("OTEL_BSP_SCHEDULE_DELAY", "soon")]),
            options => options.Batching.MaxBatchSize = 0);

        var start = () => host.StartAsync();

        (await start.Should().ThrowExactlyAsync<TracingConfigurationException>()).Which.Message.Should().Be(string.Join(Environment.NewLine,
            "The tracing configuration has 7 problems:",
            "  - Tracing:Smapling (appsettings.json): unknown setting; did you mean Tracing:Sampling.",
            "  - Tracing:Sampling:Ratio = \"7\" (appsettings.json): must be a number from 0 to 1.",
            "  - Tracing:Propagation:Inject:1 = \"w3c\" (appsettings.json): must be names out of tracecontext, b3, b3multi, jaeger, baggage, none.",
            "  - Tracing:Delivery:Protocol = \"udp\" (command line): must be one of http/protobuf, grpc.",
            "  - Tracing:Delivery:Headers:api key = \"…\" (appsettings.json): must be a group of HTTP header names with values of visible ASCII characters.",
            "  - Tracing:Delivery:Timeout = \"30\" (environment variable): must be a duration (hh:mm:ss.fff, so 00:00:10 for ten seconds) from 00:00:00.100 to 00:05:00.000.",
            "  - Tracing:Batching:MaxBatchSize = \"0\" (code): must be a whole number of spans from 1 to 65536."));
        Environment.SetEnvironmentVariable(prefix + "Tracing__Delivery__Timeout", null);
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Start_OneProblem_SaysSoInTheSingular()
    {
        using var host = ConfiguredHost.Build([("Tracing:Enabled", "maybe")]);
        var start = () => host.StartAsync();

        (await start.Should().ThrowExactlyAsync<TracingConfigurationException>()).Which.Message.Should().Be(
            "The tracing configuration has a problem:" + Environment.NewLine
            + "  - Tracing:Enabled = \"maybe\" (in-memory configuration): must be true or false.");
    }

    [Fact]
    public void Numbers_InAnyCulture_AreReadAndShownTheSame()
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        try
        {
            var options = ConfiguredHost.Options(("Tracing:Sampling:Ratio", "0.25"), ("Tracing:Batching:Delay", "00:00:01.5"), ("Tracing:Batching:MaxQueueSize", "5000"));
            options.Sampling.Ratio.Should().Be(0.25);
            options.Batching.Delay.Should().Be(TimeSpan.FromSeconds(1.5));
            OtelVariables.Apply(new ConfigurationBuilder().AddInMemoryCollection(
                [new("OTEL_TRACES_SAMPLER", "parentbased_traceidratio"), new("OTEL_TRACES_SAMPLER_ARG", "0.125")]).Build(), options).Should().BeEmpty();
            options.Sampling.Ratio.Should().Be(0.125);

            options.Sampling.Ratio = 1.5;
            new TracingSettings().FindProblems(new ConfigurationBuilder().Build(), options).Should().ContainSingle()
                .Which.ToString().Should().Be("Tracing:Sampling:Ratio = \"1.5\" (code): must be a number from 0 to 1.");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
