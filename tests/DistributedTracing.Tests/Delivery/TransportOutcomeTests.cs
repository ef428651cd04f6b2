using System.Net;
using System.Net.Http.Headers;
using DistributedTracing.Delivery;

namespace DistributedTracing.Tests.Delivery;

/// <summary>https://github.com/open-telemetry/opentelemetry-proto/blob/v1.9.0/docs/specification.md#failures-1.</summary>
public sealed class TransportOutcomeTests
{
    private readonly TransportOutcome _outcome = new();

    [Theory]
    [InlineData(429, true)]
    [InlineData(502, true)]
    [InlineData(503, true)]
    [InlineData(504, true)]
    [InlineData(400, false)]
    [InlineData(401, false)]
    [InlineData(404, false)]
    [InlineData(413, false)]
    [InlineData(500, false)]
    public void Set_HttpStatus_IsRetryableByTheOtlpRules(int status, bool isRetryable)
    {
        using var response = new HttpResponseMessage((HttpStatusCode)status);

        _outcome.Set(response, TimeProvider.System);

        _outcome.IsRetryable.Should().Be(isRetryable);
        _outcome.Cause.Should().StartWith($"it answered {status}");
    }

    [Theory]
    [InlineData("14", true)]
    [InlineData("4", true)]
    [InlineData("3", false)]
    [InlineData("12", false)]
    [InlineData("16", false)]
    public void Set_GrpcStatus_IsRetryableByTheOtlpRules(string status, bool isRetryable)
    {
        using var response = new HttpResponseMessage(HttpStatusCode.OK);
        response.Headers.Add("grpc-status", status);

        _outcome.Set(response, TimeProvider.System);

        _outcome.IsRetryable.Should().Be(isRetryable);
        _outcome.Cause.Should().Be($"it answered with gRPC status {status}");
    }

    [Fact]
    public void Set_NoResponse_IsRetryable()
    {
        _outcome.Set(new TaskCanceledException());

        _outcome.IsRetryable.Should().BeTrue();
        _outcome.Cause.Should().Be("it did not answer in time");
    }

    [Fact]
    public void Set_RetryAfterAsDate_IsTheTimeUntilThen()
    {
        using var response = new HttpResponseMessage(HttpStatusCode.ServiceUnavailable);
        response.Headers.RetryAfter = new RetryConditionHeaderValue(new DateTimeOffset(2030, 1, 1, 0, 0, 30, TimeSpan.Zero));

        _outcome.Set(response, new FixedTime(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero)));

        _outcome.RetryAfter.Should().Be(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void Set_CertificateThatIsNotTrusted_SaysSo()
    {
        _outcome.Set(new HttpRequestException(
            "The SSL connection could not be established, see inner exception.",
            new System.Security.Authentication.AuthenticationException("The remote certificate is invalid.")));

        _outcome.Cause.Should().Be("The remote certificate is invalid");
    }

    [Fact]
    public void Reset_AfterAFailure_ForgetsIt()
    {
        _outcome.Set(new HttpRequestException("reset"));

        _outcome.Reset();

        _outcome.IsRetryable.Should().BeFalse("a batch for which no request was made would fail for ever");
        _outcome.RetryAfter.Should().BeNull();
    }

    private sealed class FixedTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
