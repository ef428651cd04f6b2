using System.Diagnostics;
using System.Net;
using DistributedTracing.Sampling;
using DistributedTracing.Tests.Sampling.Budgets;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace DistributedTracing.Tests.Sampling.Rules;

/// <summary>Which spans each condition of a rule matches.</summary>
public sealed class SamplingRuleTests
{
    [Theory]
    [InlineData("/checkout/*", "/checkout/7", true)]
    [InlineData("/checkout", "/Checkout/", true)]
    [InlineData("/checkout", "/checkouts", false)]
    [InlineData("/", "/", true)]
    [InlineData("/*", "/", true)]
    public void Path_OfTheRequest_IgnoresCaseAndASlashAtTheEnd(string pattern, string path, bool matches) =>
        SpanSketch.Of(new FakeRequest { Path = path }).IsMatchedBy(new SamplingRule { Path = { pattern } }).Should().Be(matches);

    [Theory]
    [InlineData("post", true)]
    [InlineData("PUT", true)]
    [InlineData("GET", false)]
    [InlineData(null, false)]
    public void Method_OneOfSeveral_Matches(string? method, bool matches) =>
        SpanSketch.Of(new FakeRequest { Method = method }).IsMatchedBy(new SamplingRule { Method = { "POST", "P*T" } }).Should().Be(matches);

    [Theory]
    [InlineData("shop.example", "shop.example", true)]
    [InlineData("shop.example", "SHOP.example:8080", true)]
    [InlineData("shop.example:8080", "shop.example:8080", true)]
    [InlineData("shop.example:8080", "shop.example", false)]
    [InlineData("*.example", "shop.example:8080", true)]
    [InlineData("::1", "[::1]:5000", true)]
    [InlineData("shop.example", "", false)]
    public void Host_WithOrWithoutAPort_Matches(string pattern, string host, bool matches) =>
        SpanSketch.Of(new FakeRequest { Host = host }).IsMatchedBy(new SamplingRule { Host = { pattern } }).Should().Be(matches);

    [Theory]
    [InlineData("X-Tenant", "gold-1", true)]
    [InlineData("x-tenant", "silver", true)]
    [InlineData("X-Tenant", "Gold-1", false)]
    [InlineData("X-Other", "gold-1", false)]
    public void Headers_NamesIgnoreCase_ValuesDoNot(string name, string value, bool matches) =>
        SpanSketch.Of(new FakeRequest { Headers = { [name] = value } }).IsMatchedBy(new SamplingRule { Headers = { ["X-Tenant"] = ["gold*", "silver"] } }).Should().Be(matches);

    [Theory]
    [InlineData("10.0.0.0/8", "10.1.2.3", true)]
    [InlineData("10.0.0.0/8", "::ffff:10.1.2.3", true)]
    [InlineData("10.0.0.0/8", "11.1.2.3", false)]
    [InlineData("private", "192.168.1.1", true)]
    [InlineData("internet", "192.168.1.1", false)]
    [InlineData("internet", "8.8.8.8", true)]
    [InlineData("loopback", "::1", true)]
    [InlineData("fd00::/8", "fd12::1", true)]
    public void Networks_OfTheConnection_Match(string network, string address, bool matches) =>
        SpanSketch.Of(new FakeRequest { RemoteAddress = IPAddress.Parse(address) }).IsMatchedBy(new SamplingRule { Networks = { network } }).Should().Be(matches);

    [Fact]
    public void RequestConditions_OfASpanThatIsNoRequest_DoNotMatch()
    {
        var span = new SpanSketch { Kind = ActivityKind.Client, Request = new FakeRequest { Path = "/a", Method = "GET", Host = "h", RemoteAddress = IPAddress.Loopback } };

        span.IsMatchedBy(new SamplingRule { Path = { "*" } }).Should().BeFalse();
        span.IsMatchedBy(new SamplingRule { Method = { "*" } }).Should().BeFalse();
        span.IsMatchedBy(new SamplingRule { Host = { "*" } }).Should().BeFalse();
        span.IsMatchedBy(new SamplingRule { Networks = { "loopback" } }).Should().BeFalse();
        span.IsMatchedBy(new SamplingRule { Headers = { ["a"] = ["*"] } }).Should().BeFalse();
        new SpanSketch { Kind = ActivityKind.Server }.IsMatchedBy(new SamplingRule { Networks = { "loopback" } }).Should().BeFalse("nothing is known of a request");
    }

    [Theory]
    [InlineData(ActivityKind.Server, true)]
    [InlineData(ActivityKind.Consumer, true)]
    [InlineData(ActivityKind.Client, false)]
    public void Kind_OneOfSeveral_Matches(ActivityKind kind, bool matches) =>
        new SpanSketch { Kind = kind }.IsMatchedBy(new SamplingRule { Kind = { ActivityKind.Server, ActivityKind.Consumer } }).Should().Be(matches);

    [Theory]
    [InlineData("job *", "job 7", true)]
    [InlineData("Job *", "job 7", false)]
    public void SpanName_MindsCase(string pattern, string name, bool matches) =>
        new SpanSketch { Name = name }.IsMatchedBy(new SamplingRule { SpanName = { pattern } }).Should().Be(matches);

    [Theory]
    [InlineData("npgsql", true)]
    [InlineData("Npg*", true)]
    [InlineData("Other", false)]
    public void Source_OfTheSpan_IgnoresCase(string pattern, bool matches) =>
        new SpanSketch { Source = "Npgsql" }.IsMatchedBy(new SamplingRule { Source = { pattern } }).Should().Be(matches);

    [Theory]
    [InlineData("postgresql", "postgresql", true)]
    [InlineData("postgresql", "Postgresql", false)]
    [InlineData("1*", 15, true)]
    [InlineData("1.5", 1.5, true)]
    [InlineData("true", true, true)]
    [InlineData("Server", ActivityKind.Server, true)]
    [InlineData("b", new[] { "a", "b" }, true)]
    [InlineData("c", new[] { "a", "b" }, false)]
    [InlineData("a", null, false)]
    public void Attributes_TheSpanIsCreatedWith_AreComparedAsTexts(string pattern, object? value, bool matches) =>
        new SpanSketch { Tags = [new("other", "x"), new("db.system.name", value)] }
            .IsMatchedBy(new SamplingRule { Attributes = { ["db.system.name"] = [pattern] } }).Should().Be(matches);

    [Theory]
    [InlineData("url.path", "/orders/7")]
    [InlineData("url.scheme", "https")]
    [InlineData("http.request.method", "GET")]
    [InlineData("server.address", "shop.example")]
    [InlineData("client.address", "10.1.2.3")]
    [InlineData("user_agent.original", "curl/8")]
    public void Attributes_ThatTheRequestTells_AreKnown(string key, string value)
    {
        var request = new FakeRequest
        {
            Path = "/orders/7",
            Method = "GET",
            Scheme = "https",
            Host = "shop.example:8080",
            RemoteAddress = IPAddress.Parse("10.1.2.3"),
            Headers = { ["User-Agent"] = "curl/8" },
        };

        SpanSketch.Of(request).IsMatchedBy(new SamplingRule { Attributes = { [key] = [value] } }).Should().BeTrue();
        SpanSketch.Of(request).IsMatchedBy(new SamplingRule { Attributes = { [key] = [value + "x"] } }).Should().BeFalse();
        (SpanSketch.Of(request) with { Tags = [new(key, "set")] }).IsMatchedBy(new SamplingRule { Attributes = { [key] = ["set"] } }).Should().BeTrue("what is set comes first");
        SpanSketch.Of(request).IsMatchedBy(new SamplingRule { When = span => Equals(span.Attribute(key), value) }).Should().BeTrue();
    }

    [Fact]
    public void Baggage_OfARequest_IsThatOfTheRequest() =>
        SpanSketch.Of(new FakeRequest { Baggage = { ["debug"] = "1" } }).IsMatchedBy(new SamplingRule { Baggage = { ["debug"] = ["1"] } }).Should().BeTrue();

    [Fact]
    public void Baggage_OfAnotherSpan_IsThatOfTheRunningCode()
    {
        var rule = new SamplingRule { Baggage = { ["debug"] = ["1"] } };
        new SpanSketch().IsMatchedBy(rule).Should().BeFalse();

        Baggage.SetBaggage("debug", "1");
        new SpanSketch().IsMatchedBy(rule).Should().BeTrue("it was set through OpenTelemetry");

        Baggage.ClearBaggage();
        using var activity = new Activity("around").AddBaggage("debug", "1").Start();
        new SpanSketch().IsMatchedBy(rule).Should().BeTrue("it is that of the current span");
    }

    [Fact]
    public void AllConditions_MustHold()
    {
        var rule = new SamplingRule { Path = { "/a" }, Method = { "GET" }, Headers = { ["x"] = ["1"] } };
        var request = new FakeRequest { Path = "/a", Method = "GET", Headers = { ["x"] = "1" } };

        SpanSketch.Of(request).IsMatchedBy(rule).Should().BeTrue();
        SpanSketch.Of(new FakeRequest { Path = "/b", Method = "GET", Headers = { ["x"] = "1" } }).IsMatchedBy(rule).Should().BeFalse();
        SpanSketch.Of(new FakeRequest { Path = "/a", Method = "PUT", Headers = { ["x"] = "1" } }).IsMatchedBy(rule).Should().BeFalse();
        SpanSketch.Of(new FakeRequest { Path = "/a", Method = "GET" }).IsMatchedBy(rule).Should().BeFalse();
    }

    [Fact]
    public void WithoutConditions_MatchesEverything() => new SpanSketch().IsMatchedBy(new SamplingRule()).Should().BeTrue();

    [Fact]
    public void FirstMatch_Wins()
    {
        var options = new SamplingOptions
        {
            Ratio = 0,
            Rules = { new SamplingRule { SpanName = { "b*" }, Ratio = 0 }, new SamplingRule { SpanName = { "*" }, Ratio = 1 }, new SamplingRule { Ratio = 0 } },
        };

        new SpanSketch { Name = "b" }.Under(options).Decision.Should().Be(SamplingDecision.Drop);
        new SpanSketch { Name = "a" }.Under(options).Decision.Should().Be(SamplingDecision.RecordAndSample);
    }

    [Fact]
    public void MoreRulesThanFitOneBlock_AreAllAsked()
    {
        var options = new SamplingOptions { Ratio = 0 };
        for (var i = 0; i < 200; i++)
        {
            options.Rules.Add(new SamplingRule { SpanName = { $"name {i:000}" }, Ratio = i % 2 });
        }

        for (var i = 0; i < 200; i++)
        {
            new SpanSketch { Name = $"name {i:000}" }.Under(options).Decision
                .Should().Be(i % 2 == 1 ? SamplingDecision.RecordAndSample : SamplingDecision.Drop);
        }
    }

    [Theory] // Parent of the span, what the rule says, and whether it is asked at all.
    [InlineData(SamplingParent.None, null, true)]
    [InlineData(SamplingParent.Untrusted, null, true)]
    [InlineData(SamplingParent.Remote, null, false)]
    [InlineData(SamplingParent.Local, null, false)]
    [InlineData(SamplingParent.Remote, SamplingParent.Remote, true)]
    [InlineData(SamplingParent.Local, SamplingParent.Local, true)]
    [InlineData(SamplingParent.None, SamplingParent.Local, false)]
    [InlineData(SamplingParent.Untrusted, SamplingParent.None, false)]
    public void Parent_OfTheSpan_SaysWhetherARuleIsAsked(SamplingParent parent, SamplingParent? condition, bool matches)
    {
        var rule = new SamplingRule();
        if (condition is { } only)
        {
            rule.Parent.Add(only);
        }

        new SpanSketch { Parent = parent }.IsMatchedBy(rule).Should().Be(matches);
    }

    [Fact]
    public void Rule_ForLocalParents_DropsAChildOfAKeptSpan()
    {
        var options = new SamplingOptions { Rules = { new SamplingRule { Parent = { SamplingParent.Local }, SpanName = { "noise" }, Ratio = 0 } } };

        new SpanSketch { Parent = SamplingParent.Local, IsParentKept = true, Name = "noise" }.Under(options).Decision.Should().Be(SamplingDecision.Drop);
        new SpanSketch { Parent = SamplingParent.Local, IsParentKept = true, Name = "work" }.Under(options).Decision.Should().Be(SamplingDecision.RecordAndSample);
    }

    [Fact]
    public void Rule_ForTrustedCallers_OverridesThemAndTheirThreshold()
    {
        var options = new SamplingOptions { Rules = { new SamplingRule { Parent = { SamplingParent.Remote }, Ratio = 0.5 } } };
        var traceId = ActivityTraceId.CreateFromString("000000000000000000ffffffffffffff");

        var result = new SpanSketch { Parent = SamplingParent.Remote, TraceId = traceId, TraceState = "ot=th:f,a=1", IsParentKept = true }.Under(options);

        result.Decision.Should().Be(SamplingDecision.RecordAndSample);
        result.TraceStateString.Should().Be("ot=th:8,a=1");
    }

    [Fact]
    public void Rule_Matching_WritesItsThreshold()
    {
        var options = new SamplingOptions { Ratio = 0, Rules = { new SamplingRule { Ratio = 0.25 } } };

        new SpanSketch { TraceId = ActivityTraceId.CreateFromString("000000000000000000ffffffffffffff") }.Under(options).TraceStateString.Should().Be("ot=th:c");
    }

    [Fact]
    public void When_Throws_DoesNotHoldAndIsCounted()
    {
        using var faults = new SamplingFaults();
        var options = new SamplingOptions { Ratio = 1, Rules = { new SamplingRule { Name = "r", When = _ => throw new InvalidOperationException(), Ratio = 0 } } };
        var policy = new CurrentPolicy(new SamplingPolicy(options, Surroundings.With(faults)));

        new SpanSketch().Under(policy).Decision.Should().Be(SamplingDecision.RecordAndSample);
        new SpanSketch().Under(policy);

        faults.Count.Should().Be(2);
    }

    [Fact]
    public void Resource_OfAnotherService_LeavesTheRuleOut()
    {
        var options = new SamplingOptions { Ratio = 0, Rules = { new SamplingRule { Resource = { ["k8s.namespace.name"] = ["prod*"] }, Ratio = 1 } } };

        Decision("prod-1").Should().Be(SamplingDecision.RecordAndSample);
        Decision("test").Should().Be(SamplingDecision.Drop);

        SamplingDecision Decision(string name)
        {
            using var faults = new SamplingFaults();
            var surroundings = Surroundings.With(faults);
            surroundings.Resource = new Dictionary<string, object> { ["k8s.namespace.name"] = name };
            return new SpanSketch().Under(new CurrentPolicy(new SamplingPolicy(options, surroundings))).Decision;
        }
    }

    [Fact]
    public void EveryCondition_AllocatesNothing()
    {
        var request = new FakeRequest
        {
            Path = "/orders/7",
            Method = "GET",
            Host = "shop.example:8080",
            Scheme = "http",
            RemoteAddress = IPAddress.Loopback,
            Headers = { ["X-Tenant"] = "gold", ["User-Agent"] = "a" },
            Baggage = { ["debug"] = "1" },
        };
        var options = new SamplingOptions
        {
            Rules =
            {
                new SamplingRule { Path = { "/x*", "*/y", "/a*b*c" }, Ratio = 0 },
                new SamplingRule { Method = { "POST" }, Ratio = 0 },
                new SamplingRule { Host = { "admin.*" }, Ratio = 0 },
                new SamplingRule { SpanName = { "x" }, Ratio = 0 },
                new SamplingRule { Source = { "x" }, Ratio = 0 },
                new SamplingRule { Headers = { ["X-Tenant"] = ["silver"] }, Ratio = 0 },
                new SamplingRule { Networks = { "10.0.0.0/8", "internet" }, Ratio = 0 },
                new SamplingRule { Baggage = { ["debug"] = ["2"] }, Ratio = 0 },
                new SamplingRule { Attributes = { ["number"] = ["1"] }, Ratio = 0 },
                new SamplingRule { Attributes = { ["server.address"] = ["x"], }, Ratio = 0 },
                new SamplingRule { Attributes = { ["client.address"] = ["x"], }, Ratio = 0 },
                new SamplingRule { When = span => span.Header("none") is not null, Ratio = 0 },
                new SamplingRule { Ratio = 0.5 },
            },
        };
        var sampler = new TracingSampler(options, [], request);
        var parameters = (SpanSketch.Of(request) with { Tags = [new("number", 42)] }).Parameters;

        Allocations.Of(() => sampler.ShouldSample(parameters)).Should().Be(0);
    }
}
