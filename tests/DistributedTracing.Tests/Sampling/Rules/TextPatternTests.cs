using System.Diagnostics;
using System.Text.RegularExpressions;
using DistributedTracing.Sampling.Rules;

namespace DistributedTracing.Tests.Sampling.Rules;

public sealed class TextPatternTests
{
    [Theory]
    [InlineData("/orders", "/orders", true)]
    [InlineData("/orders", "/ORDERS", true)]
    [InlineData("/orders", "/orders/7", false)]
    [InlineData("/orders", "/order", false)]
    [InlineData("/orders/*", "/orders/7/lines", true)]
    [InlineData("/orders/*", "/orders/", true)]
    [InlineData("/orders/*", "/orders", false)]
    [InlineData("*.css", "/site.CSS", true)]
    [InlineData("*.css", "/css", false)]
    [InlineData("*cart*", "/my/cart/1", true)]
    [InlineData("*cart*", "cart", true)]
    [InlineData("*cart*", "/my/car/t", false)]
    [InlineData("/a/*/c", "/a/b/c", true)]
    [InlineData("/a/*/c", "/a/c", false)]
    [InlineData("/a/*/c", "/a/b/b/c", true)]
    [InlineData("aba*ba", "aba", false)]
    [InlineData("a*b*c", "a1b2b3c", true)]
    [InlineData("a*b*c", "acb", false)]
    [InlineData("*", "", true)]
    [InlineData("**", "anything", true)]
    [InlineData("a**b", "a--b", true)]
    [InlineData("É*", "École", true)]
    [InlineData("*É", "caf\u00C9", true)]
    [InlineData("*É", "caf\u00E9", true)]
    [InlineData("k", "\u212A", false)]
    public void Matches_PathLikePattern_IgnoresCaseAndTakesStarsForAnything(string pattern, string text, bool matches) =>
        new TextPattern(pattern, StringComparison.OrdinalIgnoreCase).Matches(text).Should().Be(matches);

    [Theory]
    [InlineData("gold*", "gold-1", true)]
    [InlineData("gold*", "Gold-1", false)]
    [InlineData("*d", "gold", true)]
    [InlineData("*D", "gold", false)]
    [InlineData("g*L*d", "gold", false)]
    public void Matches_ValueLikePattern_MindsCase(string pattern, string text, bool matches) =>
        new TextPattern(pattern, StringComparison.Ordinal).Matches(text).Should().Be(matches);

    [Fact]
    public void Matches_GeneratedPatternsAndTexts_AgreesWithARegularExpression()
    {
        var random = new Random(5);
        for (var i = 0; i < 20_000; i++)
        {
            var pattern = Text(random, "aB/*", 7);
            var text = Text(random, "abA/", 9);
            var expected = Regex.IsMatch(text, "\\A" + Regex.Escape(pattern).Replace("\\*", "(?s:.*)", StringComparison.Ordinal) + "\\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

            new TextPattern(pattern, StringComparison.OrdinalIgnoreCase).Matches(text).Should().Be(expected, "of {0} and {1}", pattern, text);
        }
    }

    [Fact]
    public void Covers_GeneratedPatterns_NeverClaimsTooMuch()
    {
        var random = new Random(6);
        for (var i = 0; i < 5_000; i++)
        {
            var wide = new TextPattern(Text(random, "a*", 4), StringComparison.Ordinal);
            var narrow = new TextPattern(Text(random, "ab*", 5), StringComparison.Ordinal);
            if (wide.Covers(narrow))
            {
                for (var j = 0; j < 20; j++)
                {
                    var text = Text(random, "ab", 6);
                    (narrow.Matches(text) && !wide.Matches(text)).Should().BeFalse("{0} covers {1}, which matches {2}", wide.Text, narrow.Text, text);
                }
            }
        }
    }

    [Fact]
    public void Matches_PatternThatWouldSendOthersBackAndForth_IsDoneAtOnce()
    {
        var pattern = new TextPattern(string.Concat(Enumerable.Repeat("*a", 200)) + "*b", StringComparison.Ordinal);
        var text = new string('a', 100_000);
        var started = Stopwatch.GetTimestamp();

        pattern.Matches(text).Should().BeFalse();

        Stopwatch.GetElapsedTime(started).Should().BeLessThan(TimeSpan.FromSeconds(1));
    }

    private static string Text(Random random, string alphabet, int maxLength) =>
        new([.. Enumerable.Range(0, random.Next(maxLength + 1)).Select(_ => alphabet[random.Next(alphabet.Length)])]);
}
