using System.Diagnostics;

namespace DistributedTracing.Tests.Configuration;

public sealed class TailSettingsTests
{
    private const string Tail = "Tracing:Sampling:Tail";

    [Fact]
    public void Options_ByDefault_LeaveTheTailOff()
    {
        var tail = ConfiguredHost.Options().Sampling.Tail;

        tail.Should().BeEquivalentTo(new TailSamplingOptions());
        tail.Enabled.Should().BeFalse();
        tail.Keep.Errors.Should().BeTrue();
        tail.Keep.SlowerThan.Should().Be(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void Options_FromJson_AreRead()
    {
        using var host = ConfiguredHost.BuildJson("""
            {
              "Tracing": { "Sampling": { "Tail": {
                "Enabled": true,
                "Sources": "Microsoft.AspNetCore",
                "IgnoredSources": [ "Poller*" ],
                "MaxTraces": 100, "MaxSpansPerTrace": 50, "MaxBytes": 1000000, "MaxAge": "00:01:00", "FollowFor": "00:00:00",
                "Keep": {
                  "Errors": false, "SlowerThan": "00:00:02", "MaxPerSecond": 2.5,
                  "Rules": [
                    { "Name": "payments", "Kind": "Client", "Source": [ "System.Net.Http" ], "SpanName": "POST *", "Status": "Error",
                      "MinDuration": "00:00:00.100", "Attributes": { "http.response.status_code": ">=500", "tenant": [ "gold", "silver" ] }, "MaxPerSecond": 5 }
                  ] } } } }
            }
            """);

        ConfiguredHost.OptionsOf(host).Sampling.Tail.Should().BeEquivalentTo(new TailSamplingOptions
        {
            Enabled = true,
            Sources = { "Microsoft.AspNetCore" },
            IgnoredSources = { "Poller*" },
            MaxTraces = 100,
            MaxSpansPerTrace = 50,
            MaxBytes = 1_000_000,
            MaxAge = TimeSpan.FromMinutes(1),
            FollowFor = TimeSpan.Zero,
            Keep =
            {
                Errors = false,
                SlowerThan = TimeSpan.FromSeconds(2),
                MaxPerSecond = 2.5,
                Rules =
                {
                    new TailKeepRule
                    {
                        Name = "payments",
                        Kind = { ActivityKind.Client },
                        Source = { "System.Net.Http" },
                        SpanName = { "POST *" },
                        Status = { ActivityStatusCode.Error },
                        MinDuration = TimeSpan.FromMilliseconds(100),
                        Attributes = { ["http.response.status_code"] = [">=500"], ["tenant"] = ["gold", "silver"] },
                        MaxPerSecond = 5,
                    },
                },
            },
        });
    }

    [Theory]
    [InlineData("MaxTraces", "5", "must be a whole number of traces from 10 to 1000000")]
    [InlineData("MaxBytes", "64MiB", "must be a whole number of bytes")]
    [InlineData("Keep:MaxPerSecond", "0", "must be a number from 0")]
    [InlineData("Keep:SlowerThan", "1", "must be a duration")]
    [InlineData("Keep:SlowerThan", "00:00:30", "must be below Tracing:Sampling:Tail:MaxAge, which is 00:00:30")]
    [InlineData("Keep:Rules:0:SpanName", "a", "needs Name")]
    [InlineData("Keep:Rules:0:Name", "all", "needs a condition, or it would keep every trace")]
    [InlineData("Keep:Rules:0:Latency", "a", "unknown setting")]
    [InlineData("Keep:Error", "true", "did you mean Tracing:Sampling:Tail:Keep:Errors")]
    public async Task Setting_WithAWrongValue_StopsTheStart(string key, string value, string problem)
    {
        var problems = await ConfiguredHost.ProblemsAsync(($"{Tail}:{key}", value), ($"{Tail}:Enabled", "true"));

        problems.Should().ContainMatch($"*{key.Split(":0:")[0]}*{problem}*");
    }

    [Fact]
    public async Task Rules_ThatContradict_AreAllNamed()
    {
        var problems = await ConfiguredHost.ProblemsAsync(
            ($"{Tail}:Keep:Rules:0:Name", "a"),
            ($"{Tail}:Keep:Rules:0:Attributes:code", ">=high"),
            ($"{Tail}:Keep:Rules:1:Name", "A"),
            ($"{Tail}:Keep:Rules:1:MinDuration", "00:00:01"));

        problems.Should().ContainMatch("*Rules:0:Attributes:code = \">=high\"*must have a number behind the comparison*")
            .And.ContainMatch("*Rules:1:Name = \"A\"*is the name of Tracing:Sampling:Tail:Keep:Rules:0 already*");
    }
}
