using System.Diagnostics;
using DistributedTracing.Sampling.Tail;

namespace DistributedTracing.Tests.Sampling.Tail;

public sealed class KeepRuleTests
{
    public static TheoryData<string, TailKeepRule, bool> Conditions { get; } = new()
    {
        { "kind", new TailKeepRule { Kind = { ActivityKind.Producer, ActivityKind.Client } }, true },
        { "another kind", new TailKeepRule { Kind = { ActivityKind.Producer } }, false },
        { "source", new TailKeepRule { Source = { "TEST.*" } }, true },
        { "another source", new TailKeepRule { Source = { "Npgsql" } }, false },
        { "name", new TailKeepRule { SpanName = { "SELECT*", "POST *" } }, true },
        { "name in another case", new TailKeepRule { SpanName = { "post *" } }, false },
        { "status", new TailKeepRule { Status = { ActivityStatusCode.Unset } }, true },
        { "another status", new TailKeepRule { Status = { ActivityStatusCode.Ok, ActivityStatusCode.Error } }, false },
        { "duration", new TailKeepRule { MinDuration = TimeSpan.FromMilliseconds(500) }, true },
        { "a longer duration", new TailKeepRule { MinDuration = TimeSpan.FromMilliseconds(501) }, false },
        { "text", Attribute("tenant", "silver", "gold*"), true },
        { "another text", Attribute("tenant", "gold"), false },
        { "number as text", Attribute("http.response.status_code", "404"), true },
        { "at least", Attribute("http.response.status_code", ">=404"), true },
        { "more", Attribute("http.response.status_code", ">404"), false },
        { "at most", Attribute("http.response.status_code", "<=404"), true },
        { "less", Attribute("http.response.status_code", "<404"), false },
        { "number in a text", Attribute("retries", ">2.5"), true },
        { "no number", Attribute("tenant", ">0"), false },
        { "flag", Attribute("cache.hit", "true"), true },
        { "flag is no number", Attribute("cache.hit", ">=0"), false },
        { "object", Attribute("object", "*"), false },
        { "absent", Attribute("absent", "*"), false },
        { "all of several", new TailKeepRule { Kind = { ActivityKind.Client }, SpanName = { "POST *" }, MinDuration = TimeSpan.FromMilliseconds(1) }, true },
        { "all but one", new TailKeepRule { Kind = { ActivityKind.Client }, SpanName = { "GET *" } }, false },
    };

    [Theory]
    [MemberData(nameof(Conditions))]
    public void Matches_Condition_HoldsForTheEndedSpan(string description, TailKeepRule rule, bool matches)
    {
        using var source = new RecordedSource();
        var span = source.Source.StartActivity("call", ActivityKind.Client)!;
        span.DisplayName = "POST /pay";
        span.SetTag("tenant", "golden").SetTag("http.response.status_code", 404).SetTag("retries", "3").SetTag("cache.hit", true).SetTag("object", new Broken());
        span.EndAfter(TimeSpan.FromMilliseconds(500));

        new KeepRule(rule).Matches(span).Should().Be(matches, description);
    }

    [Fact]
    public void Trace_WithAMatchingSpan_SaysTheRule()
    {
        using var tracing = new TailFixture(ratio: 0, tail => tail.Keep.Rules.Add(Attribute("tenant", "gold")));

        var root = tracing.Root();
        var child = tracing.Child(root);
        child.SetTag("tenant", "gold");
        child.End(fails: true);
        root.End();

        tracing.Exported.Spans.Should().HaveCount(2);
        root.Reason().Should().Be("rule", "the name somebody chose says more than \"error\"");
        root.Threshold().Should().Be("0");
    }

    private static TailKeepRule Attribute(string key, params string[] values) => new() { Name = "rule", Attributes = { [key] = values } };

    private sealed class Broken
    {
        public override string ToString() => throw new InvalidOperationException("Nobody should ask.");
    }
}
