using Benchmarks.Logs;

namespace Benchmarks.Tests;

public sealed class LogBenchmarksTests
{
    [Fact]
    public void Ours_InSpan_WritesTheIdsBeforeTheMessage()
    {
        using var output = new StringWriter();
        using var benchmarks = new LogBenchmarks { Output = output };

        benchmarks.SetUpOurs();
        benchmarks.Ours();

        output.ToString().Should().MatchRegex("\\[trace [0-9a-f]{32} span [0-9a-f]{16}\\] Order 42 was placed\\.");
    }

    [Fact]
    public void Framework_InSpan_WritesTheMessageOnly()
    {
        using var output = new StringWriter();
        using var benchmarks = new LogBenchmarks { Output = output };

        benchmarks.SetUpFramework();
        benchmarks.Framework();

        output.ToString().Should().Contain("Order 42 was placed.").And.NotContain("trace");
    }
}
