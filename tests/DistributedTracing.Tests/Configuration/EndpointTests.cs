using DistributedTracing.Delivery;

namespace DistributedTracing.Tests.Configuration;

// https://github.com/open-telemetry/opentelemetry-specification/blob/v1.60.0/specification/protocol/exporter.md#endpoint-urls-for-otlphttp
public sealed class EndpointTests
{
    [Theory]
    [InlineData(null, "http://localhost:4318/v1/traces")]
    [InlineData("http://collector:4318", "http://collector:4318/v1/traces")]
    [InlineData("http://collector:4318/", "http://collector:4318/v1/traces")]
    [InlineData("http://collector:4318/v1/traces", "http://collector:4318/v1/traces")]
    [InlineData("http://collector:4318/v1/traces/", "http://collector:4318/v1/traces/")]
    [InlineData("https://collector/otlp", "https://collector/otlp/v1/traces")]
    [InlineData("https://collector/otlp/", "https://collector/otlp/v1/traces")]
    [InlineData("https://collector/a%20b", "https://collector/a%20b/v1/traces")]
    [InlineData("https://collector/otlp?key=1", "https://collector/otlp/v1/traces?key=1")]
    [InlineData("http://[::1]:4318", "http://[::1]:4318/v1/traces")]
    public void EndpointOf_BaseAddress_GetsThePathOfTraces(string? endpoint, string expected)
    {
        EndpointOf(("Tracing:Delivery:Endpoint", endpoint)).Should().Be(expected);
        EndpointOf(("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint)).Should().Be(expected);
    }

    [Theory]
    [InlineData("http://collector:4318", "http://collector:4318/")]
    [InlineData("http://collector:4318/custom", "http://collector:4318/custom")]
    [InlineData("http://collector:4318/v1/traces", "http://collector:4318/v1/traces")]
    public void EndpointOf_VariableForTraces_IsUsedAsItStands(string endpoint, string expected) =>
        EndpointOf(("OTEL_EXPORTER_OTLP_ENDPOINT", "http://other"), ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", endpoint)).Should().Be(expected);

    [Fact]
    public void EndpointOf_SectionOverVariableForTraces_IsABaseAddressAgain() =>
        EndpointOf(("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "http://other/custom"), ("Tracing:Delivery:Endpoint", "http://collector"))
            .Should().Be("http://collector/v1/traces");

    [Theory]
    [InlineData(null, "http://localhost:4317/")]
    [InlineData("http://collector:4317", "http://collector:4317/")]
    [InlineData("https://collector", "https://collector/")]
    public void EndpointOf_Grpc_HasNoPath(string? endpoint, string expected) =>
        EndpointOf(("Tracing:Delivery:Protocol", "grpc"), ("Tracing:Delivery:Endpoint", endpoint)).Should().Be(expected);

    [Fact]
    public void Show_Endpoint_LeavesSecretsOut() =>
        OtlpDestination.Show(new Uri("https://user:s3cret@collector:4318/v1/traces?key=s3cret")).Should().Be("https://collector:4318/v1/traces");

    private static string EndpointOf(params (string Key, string? Value)[] settings) =>
        OtlpDestination.EndpointOf(ConfiguredHost.Options(settings).Delivery).AbsoluteUri;
}
