using System.Diagnostics;
using System.Net;
using DistributedTracing.AspNetCore.Internal;
using DistributedTracing.AspNetCore.Internal.Trust;
using DistributedTracing.Propagation;
using DistributedTracing.Sampling;
using DistributedTracing.Tests;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using OpenTelemetry.Trace;
using static DistributedTracing.AspNetCore.Tests.Trust.CallingApp;

namespace DistributedTracing.AspNetCore.Tests.Trust;

/// <summary>Every request pays for this, so it must cost nothing but a few comparisons.</summary>
public sealed class TrustAllocationTests
{
    private const string Secret = "0123456789abcdef";

    public static TheoryData<string, string> Requests => new()
    {
        { "/public/orders", "10.0.0.1" },
        { "/orders", "203.0.113.7" },
        { "/orders", "::ffff:203.0.113.7" },
        { "/orders", "2001:db8::1" },
        { "/partner", "127.0.0.1" },
        { "/orders", "127.0.0.1" },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public void Decision_ByPathNetworkAndHeader_AllocatesNothing(string path, string remote)
    {
        var trust = Trust(Rules());
        var context = Request(path, remote);

        Allocations.Of(() =>
        {
            RequestAtHand.Context = context;
            _ = trust.TrustIn(context.Request.Headers);
            RequestAtHand.Context = null;
        }).Should().Be(0);
    }

    [Theory]
    [InlineData("/public/orders", IncomingTrust.RestartWithLink)]
    [InlineData("/ignored", IncomingTrust.Ignore)]
    public void Extraction_OfADistrustedContext_AllocatesNothing(string path, IncomingTrust expected)
    {
        var trust = Trust(Rules());
        var propagator = new TracingPropagator(new PropagationOptions(), [trust]);
        var context = Request(path, "10.0.0.1");
        trust.Of(context).Trust.Should().Be(expected);

        Allocations.Of(() =>
        {
            RequestAtHand.Context = context;
            propagator.ExtractTraceIdAndState(context.Request.Headers, Get, out var traceParent, out _);
            var baggage = propagator.ExtractBaggage(context.Request.Headers, Get);
            RequestAtHand.Context = null;
            if (traceParent is not null || baggage is not null)
            {
                throw new InvalidOperationException("Read after all.");
            }
        }).Should().Be(0);
    }

    [Fact]
    public void Decisions_OfTheSampler_AllocateNothing()
    {
        var options = new AspNetCoreTracingOptions { ForceSampling = { Secret = Secret } };
        var wrapped = Options.Create(options);
        var sampler = new TracingSampler(
            new SamplingOptions(), [new ForcedSampling(wrapped, new RefusedForcing(NullLogger<RefusedForcing>.Instance)), new IgnoredPathFilter(wrapped), new UntracedPathFilter([new UntracedPath("/_tracing")])]);
        var forced = Request("/health", "127.0.0.1");
        forced.Request.Headers["X-Force-Trace"] = Secret;
        var refused = Request("/health", "127.0.0.1");
        refused.Request.Headers["X-Force-Trace"] = "0123456789abcdeX";
        var parameters = new SamplingParameters(default, ActivityTraceId.CreateRandom(), HttpServerSpans.OperationName, ActivityKind.Server);

        Allocations.Of(() =>
        {
            RequestAtHand.Context = forced;
            var kept = sampler.ShouldSample(parameters).Decision;
            RequestAtHand.Context = refused;
            var dropped = sampler.ShouldSample(parameters).Decision;
            RequestAtHand.Context = null;
            if (kept != SamplingDecision.RecordAndSample || dropped != SamplingDecision.Drop)
            {
                throw new InvalidOperationException("Decided otherwise.");
            }
        }).Should().Be(0);
    }

    [Theory]
    [InlineData("10.0.0.1")]
    [InlineData("fd12::1")]
    public void Warning_ForARequestFromInside_AllocatesNothing(string remote)
    {
        var warning = new ForeignContextWarning(Options.Create(new AspNetCoreTracingOptions()), NullLogger<ForeignContextWarning>.Instance);
        var context = Request("/orders", remote);

        Allocations.Of(() => warning.Consider(context)).Should().Be(0);
    }

    private static void Get(object? carrier, string name, out string? value, out IEnumerable<string>? values)
    {
        value = ((IHeaderDictionary)carrier!)[name];
        values = null;
    }

    private static AspNetCoreTracingOptions Rules() => new()
    {
        Trust =
        {
            Rules =
            {
                new() { Path = "/public/*", Trust = IncomingTrust.RestartWithLink },
                new() { Path = "/ignored", Networks = { "10.0.0.0/8" }, Trust = IncomingTrust.Ignore },
                new() { Networks = { "private", "internet", "2001:db8::/32" }, Header = "X-Zone", Trust = IncomingTrust.Ignore },
                new() { Path = "/partner", Header = "X-Partner", HeaderValue = "yes", Trust = IncomingTrust.ContinueIgnoringSampling },
            },
        },
    };

    private static CallerTrust Trust(AspNetCoreTracingOptions options) => new(Options.Create(options), NullLogger<CallerTrust>.Instance);

    private static DefaultHttpContext Request(string path, string remote)
    {
        var context = new DefaultHttpContext { Request = { Path = path }, Connection = { RemoteIpAddress = IPAddress.Parse(remote) } };
        context.Request.Headers.TraceParent = Sampled;
        context.Request.Headers.Baggage = "k=v";
        context.Request.Headers["X-Partner"] = "no, yes";
        return context;
    }
}
