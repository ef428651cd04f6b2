using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using DistributedTracing.Sampling;
using DistributedTracing.Sampling.Rules;
using DistributedTracing.Tests.Sampling.Budgets;

namespace DistributedTracing.Tests.Sampling.Rules;

/// <summary>Compiled rules against an interpreter that takes the words of the documentation literally.</summary>
public sealed class RuleOracleTests
{
    private static readonly string[] Paths = ["/", "/a", "/A/", "/a/b", "/b/a", "/ab", "/c.css", "/é"];
    private static readonly string[] PathPatterns = ["/", "/a", "/a*", "/a/*", "*", "*a", "*/a*", "/*b", "/a*b", "*.css", "/é", "/É*"];
    private static readonly string[] Words = ["a", "b", "ab", "A", "ba", ""];
    private static readonly string[] WordPatterns = ["a", "b", "a*", "*b", "*", "A*", "*a*", "a*b"];
    private static readonly ActivityKind[] Kinds = Enum.GetValues<ActivityKind>();
    private static readonly SamplingParent[] Parents = Enum.GetValues<SamplingParent>();

    [Fact]
    public void Find_GeneratedRulesAndSpans_FindsWhatTheInterpreterFinds()
    {
        var random = new Random(17);
        var found = 0;
        for (var i = 0; i < 2_000; i++)
        {
            var options = Options(random);
            var set = new SamplingPolicy(options).Rules;
            for (var j = 0; j < 10; j++)
            {
                var span = Span(random);
                var expected = options.Rules.ToList().FindIndex(rule => IsMatch(rule, span));

                Find(set, span).Should().Be(expected < 0 ? null : Name(expected), "of {0}", span);
                found += expected < 0 ? 0 : 1;
            }
        }

        found.Should().BeInRange(4_000, 18_000, "the test must see both");
    }

    [Fact]
    public void Unreachable_GeneratedRules_AreNeverFound()
    {
        var random = new Random(19);
        var named = 0;
        for (var i = 0; i < 1_000; i++)
        {
            var set = new SamplingPolicy(Options(random)).Rules;
            var unreachable = UnreachableRules.Find(set).Select(problem => problem.Split('"')[1]).ToHashSet();
            named += unreachable.Count;
            for (var j = 0; j < 30; j++)
            {
                unreachable.Should().NotContain(Find(set, Span(random)));
            }
        }

        named.Should().BeGreaterThan(100);
    }

    private static string? Find(RuleSet set, SpanSketch span)
    {
        var parameters = span.Parameters;
        SourceNote.Write(span.Source!, parameters.Name, parameters.TraceId);
        var rules = set.For(span.Parent);
        return rules.Find(new SamplingCandidate(in parameters, span.Request, span.Parent, rules.LooksAtRequestLine))?.Name;
    }

    private static string Name(int index) => index.ToString(CultureInfo.InvariantCulture);

    private static SamplingOptions Options(Random random)
    {
        var options = new SamplingOptions();
        for (var i = 0; i < 6; i++)
        {
            var rule = new SamplingRule { Name = Name(i), Ratio = 1 };
            Maybe(random, () => rule.Kind.Add(Any(random, Kinds)));
            Maybe(random, () => rule.Parent.Add(Any(random, Parents)));
            Maybe(random, () => AddSome(random, rule.Path, PathPatterns));
            Maybe(random, () => AddSome(random, rule.Method, WordPatterns));
            Maybe(random, () => AddSome(random, rule.SpanName, WordPatterns));
            Maybe(random, () => AddSome(random, rule.Source, WordPatterns));
            Maybe(random, () => rule.Headers["x"] = [Any(random, WordPatterns)]);
            Maybe(random, () => rule.Baggage["x"] = [Any(random, WordPatterns)]);
            Maybe(random, () => rule.Attributes["x"] = [Any(random, WordPatterns)]);
            options.Rules.Add(rule);
        }

        return options;
    }

    private static SpanSketch Span(Random random) => new()
    {
        Name = Any(random, Words),
        Source = Any(random, Words),
        Kind = random.Next(2) == 0 ? ActivityKind.Server : Any(random, Kinds),
        Parent = Any(random, Parents),
        Tags = [new("x", Any(random, Words))],
        Request = new FakeRequest { Path = Any(random, Paths), Method = Any(random, Words), Headers = { ["X"] = Any(random, Words) }, Baggage = { ["x"] = Any(random, Words) } },
    };

    private static bool IsMatch(SamplingRule rule, SpanSketch span)
    {
        var request = span.Kind == ActivityKind.Server ? span.Request : null;
        var parents = rule.Parent.Count == 0 ? [SamplingParent.None, SamplingParent.Untrusted] : rule.Parent;
        return parents.Contains(span.Parent)
            && (rule.Kind.Count == 0 || rule.Kind.Contains(span.Kind))
            && (rule.Path.Count == 0 || rule.Path.Any(pattern => IsLike(request?.Path, pattern, true) || (request?.Path is ['/', .., '/'] path && IsLike(path[..^1], pattern, true))))
            && Holds(rule.Method, request?.Method, true)
            && Holds(rule.SpanName, span.Name, false)
            && Holds(rule.Source, span.Source, true)
            && rule.Headers.All(header => Holds(header.Value, request?.Headers[header.Key], false))
            && rule.Baggage.All(item => Holds(item.Value, request?.Baggage[item.Key], false))
            && rule.Attributes.All(attribute => Holds(attribute.Value, (string?)span.Tags[0].Value, false));
    }

    private static bool Holds(IList<string> patterns, string? text, bool ignoresCase) =>
        patterns.Count == 0 || patterns.Any(pattern => IsLike(text, pattern, ignoresCase));

    private static bool IsLike(string? text, string pattern, bool ignoresCase) => text is not null && Regex.IsMatch(
        text,
        "\\A" + Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal) + "\\z",
        ignoresCase ? RegexOptions.IgnoreCase | RegexOptions.CultureInvariant : RegexOptions.None);

    private static void AddSome(Random random, IList<string> list, string[] patterns)
    {
        for (var i = random.Next(1, 3); i > 0; i--)
        {
            list.Add(Any(random, patterns));
        }
    }

    private static void Maybe(Random random, Action action)
    {
        if (random.Next(5) == 0)
        {
            action();
        }
    }

    private static T Any<T>(Random random, T[] of) => of[random.Next(of.Length)];
}
