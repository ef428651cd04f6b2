using System.Net;
using System.Net.Sockets;
using DistributedTracing.AspNetCore.Internal.Trust;
using Microsoft.AspNetCore.Http;
using static DistributedTracing.AspNetCore.Tests.Trust.CallingApp;

namespace DistributedTracing.AspNetCore.Tests.Trust;

/// <summary>Which requests a rule matches. Everybody else is trusted, so that a request is continued unless the rule has it.</summary>
public sealed class TrustRuleTests
{
    [Theory]
    [InlineData("/public/*", "/public/orders", true)]
    [InlineData("/public/*", "/PUBLIC/orders?x=1", true)]
    [InlineData("/public/*", "/p%75blic/orders", true)]
    [InlineData("/public/*", "/internal/../public/orders", true)]
    [InlineData("/public/*", "/public", false)]
    [InlineData("/public/*", "/publicity", false)]
    [InlineData("/public/*", "/internal?next=/public/orders", false)]
    [InlineData("/public", "/public", true)]
    [InlineData("/public", "/public/", true)]
    [InlineData("/public", "/public/orders", false)]
    [InlineData("/*", "/", true)]
    [InlineData("/", "/", true)]
    [InlineData("/", "/x", false)]
    public async Task Path_OfARequest_IsComparedDecodedAndWhateverItsCase(string pattern, string path, bool matches)
    {
        await using var app = await StartAsync(Ignoring(("Path", pattern)));
        var sent = await SendRawAsync(app, path);

        sent.Contains(TraceId, StringComparison.Ordinal).Should().Be(!matches);
    }

    [Theory]
    [InlineData("loopback", "127.0.0.1", true)]
    [InlineData("loopback", "::1", true)]
    [InlineData("loopback", "10.0.0.1", false)]
    [InlineData("private", "10.0.0.1", true)]
    [InlineData("private", "::ffff:192.168.3.4", true)]
    [InlineData("private", "127.0.0.1", false)]
    [InlineData("internet", "203.0.113.7", true)]
    [InlineData("internet", "::ffff:203.0.113.7", true)]
    [InlineData("internet", "10.0.0.1", false)]
    [InlineData("198.51.100.0/24", "198.51.100.255", true)]
    [InlineData("198.51.100.0/24", "198.51.101.0", false)]
    [InlineData("10.1.2.3, 2001:db8::/32", "2001:db8:ffff::1", true)]
    public async Task Network_OfTheConnection_IsComparedAsANumber(string networks, string remote, bool matches)
    {
        await using var app = await StartAsync(Ignoring(("Networks", networks)), configure: builder => builder.ComeFrom(remote));

        var sent = await app.GetAsync("/", ("traceparent", Sampled));

        sent.Contains(TraceId, StringComparison.Ordinal).Should().Be(!matches);
    }

    [Fact]
    public async Task Network_BehindAProxy_IsThatOfTheProxyWhateverHeadersSay()
    {
        await using var app = await StartAsync(Ignoring(("Networks", "internet")));

        var sent = await app.GetAsync("/", ("traceparent", Sampled), ("X-Forwarded-For", "203.0.113.7"), ("Forwarded", "for=203.0.113.7"));

        sent.Should().Contain(TraceId);
    }

    [Theory]
    [InlineData(null, true, "")]
    [InlineData(null, true, "anything")]
    [InlineData(null, false)]
    [InlineData("outside", true, "outside")]
    [InlineData("outside", true, "made up", "outside")]
    [InlineData("outside", false, "Outside")]
    [InlineData("outside", false, "outside2")]
    [InlineData("outside", false)]
    public async Task Header_OfARequest_IsPresentOrHasTheValue(string? value, bool matches, params string[] sentValues)
    {
        await using var app = await StartAsync(Ignoring(("Header", "X-Zone"), ("HeaderValue", value)));

        var sent = await app.GetAsync("/", [("traceparent", Sampled), .. sentValues.Select(sentValue => ("x-zone", sentValue))]);

        sent.Contains(TraceId, StringComparison.Ordinal).Should().Be(!matches);
    }

    [Theory]
    [InlineData("/a", "shop", true)]
    [InlineData("/b", "shop", false)]
    [InlineData("/a", "other", false)]
    public async Task Conditions_OfARule_MustAllHold(string path, string caller, bool matches)
    {
        await using var app = await StartAsync(Ignoring(("Path", "/a"), ("Networks:0", "internet"), ("Networks:1", "loopback"), ("Header", "X-Caller"), ("HeaderValue", "shop")));

        var sent = await app.GetAsync(path, ("traceparent", Sampled), ("X-Caller", caller));

        sent.Contains(TraceId, StringComparison.Ordinal).Should().Be(!matches);
    }

    [Fact]
    public async Task Rules_InOrder_TheFirstThatMatchesDecides()
    {
        await using var app = await StartAsync(new()
        {
            ["Tracing:AspNetCore:Trust:Default"] = "ignore",
            ["Tracing:AspNetCore:Trust:Rules:0:Path"] = "/a/b",
            ["Tracing:AspNetCore:Trust:Rules:0:Trust"] = "Trust",
            ["Tracing:AspNetCore:Trust:Rules:1:Path"] = "/a/*",
            ["Tracing:AspNetCore:Trust:Rules:1:Trust"] = "RestartWithLink",
        });

        await app.GetAsync("/a/b", ("traceparent", Sampled));
        await app.GetAsync("/a/c", ("traceparent", Sampled));
        await app.GetAsync("/d", ("traceparent", Sampled));

        var spans = (await app.StopAsync()).Where(span => span.Kind == System.Diagnostics.ActivityKind.Server)
            .ToDictionary(span => (string)span.GetTagItem("url.path")!);
        spans["/a/b"].ParentSpanId.ToHexString().Should().Be(SpanId);
        spans["/a/c"].Links.Should().ContainSingle();
        spans["/d"].Links.Should().BeEmpty();
        spans["/d"].TraceId.ToHexString().Should().NotBe(TraceId);
    }

    [Fact]
    public async Task Condition_InCode_SeesTheRequest()
    {
        await using var app = await StartAsync(code: options => options.Trust.Rules.Add(new TrustRule
        {
            When = context => context.Request.Query.ContainsKey("foreign"),
            Trust = IncomingTrust.Ignore,
        }));

        (await app.GetAsync("/?foreign", ("traceparent", Sampled))).Should().NotContain(TraceId);
        (await app.GetAsync("/", ("traceparent", Sampled))).Should().Contain(TraceId);
    }

    [Fact]
    public async Task Condition_InCode_IsAskedOnceForARequest()
    {
        var asked = 0;
        await using var app = await StartAsync(code: options => options.Trust.Rules.Add(new TrustRule
        {
            Path = "/asked",
            When = _ => Interlocked.Increment(ref asked) > 0,
            Trust = IncomingTrust.RestartWithLink,
        }));

        await app.GetAsync("/asked", ("traceparent", Sampled), ("baggage", "k=v"));

        (await app.StopAsync()).Should().Contain(span => span.Links.Any());
        asked.Should().Be(1);
    }

    [Theory]
    [InlineData(IncomingTrust.Trust, IncomingTrust.Trust, true)]
    [InlineData(IncomingTrust.Ignore, IncomingTrust.Trust, false)]
    [InlineData(IncomingTrust.Trust, IncomingTrust.Ignore, false)]
    public async Task Condition_ThatThrows_GivesTheLesserTrustAndOneLogLine(IncomingTrust rule, IncomingTrust others, bool isContinued)
    {
        await using var app = await StartAsync(code: options =>
        {
            options.Trust.Default = others;
            options.Trust.Rules.Add(new TrustRule { When = _ => throw new InvalidOperationException("no idea"), Trust = rule });
        });

        for (var i = 0; i < 3; i++)
        {
            (await app.GetAsync("/", ("traceparent", Sampled))).Contains(TraceId, StringComparison.Ordinal).Should().Be(isContinued);
        }

        app.Log.Warnings.Should().ContainSingle().Which.Should().StartWith("The condition When of the trust rule at index 0 failed");
    }

    [Fact]
    public void OpenTelemetryPropagator_ReadingADistrustedRequest_ReadsNothing()
    {
        var trust = new CallerTrust(
            Microsoft.Extensions.Options.Options.Create(new AspNetCoreTracingOptions { Trust = { Default = IncomingTrust.Ignore } }),
            Microsoft.Extensions.Logging.Abstractions.NullLogger<CallerTrust>.Instance);
        var propagator = new Propagation.OpenTelemetryPropagator(new Propagation.TracingPropagator(new PropagationOptions(), [trust]));
        var request = new DefaultHttpContext().Request;
        request.Headers.TraceParent = Sampled;
        request.Headers.Baggage = "k=v";

        var context = propagator.Extract(default, request, (carrier, name) => carrier.Headers[name]!);

        context.ActivityContext.Should().Be(default(System.Diagnostics.ActivityContext));
        context.Baggage.Count.Should().Be(0);
    }

    private static Dictionary<string, string?> Ignoring(params (string Key, string? Value)[] conditions)
    {
        var settings = conditions.Where(condition => condition.Value is not null)
            .ToDictionary(condition => "Tracing:AspNetCore:Trust:Rules:0:" + condition.Key, condition => condition.Value);
        settings["Tracing:AspNetCore:Trust:Rules:0:Trust"] = "Ignore";
        return settings;
    }

    // HttpClient tidies paths up before it sends them.
    private static async Task<string> SendRawAsync(TestApp app, string target)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, app.Address.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(
            $"GET {target} HTTP/1.1\r\nHost: 127.0.0.1:{app.Address.Port}\r\nConnection: close\r\ntraceparent: {Sampled}\r\n\r\n"));
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync();
    }
}
