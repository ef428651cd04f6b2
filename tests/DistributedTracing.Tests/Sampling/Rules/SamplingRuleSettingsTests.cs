using System.Diagnostics;
using DistributedTracing.Tests.Configuration;

namespace DistributedTracing.Tests.Sampling.Rules;

/// <summary>Rules in the configuration: the same as in code, and every mistake is named.</summary>
public sealed class SamplingRuleSettingsTests
{
    private const string Everything = """
        { "Tracing": { "Sampling": { "Rules": [
            { "Name": "all", "Kind": "Server", "Source": "Npgsql", "SpanName": [ "a", "b*" ], "Path": "/checkout/*, /cart", "Method": [ "POST" ],
              "Host": "*.example", "Headers": { "X-Tenant": [ "gold*", "a,b" ], "X-Debug": "1" }, "Networks": [ "10.0.0.0/8", "private" ],
              "Baggage": { "debug": "1" }, "Attributes": { "db.system.name": "postgresql" }, "Resource": { "k8s.namespace.name": "prod" },
              "Parent": [ "None", "remote" ], "Ratio": 0.1 },
            { "MaxPerSecond": 5 },
            { "Adaptive": { "TracesPerSecond": 20, "Key": [ "Path", "Header:X-Tenant" ], "MaxKeys": 50, "Window": "00:00:10", "ErrorBoost": 3 } },
            { "SpanName": "x", "Adaptive": { "TracesPerSecond": 1 } } ] } } }
        """;

    [Fact]
    public void Json_WithEverything_IsTheSameAsCode()
    {
        var rules = ConfiguredHost.OptionsOf(ConfiguredHost.BuildJson(Everything)).Sampling.Rules;

        var adaptive = new AdaptiveSampling { TracesPerSecond = 20, MaxKeys = 50, Window = TimeSpan.FromSeconds(10), ErrorBoost = 3 };
        adaptive.Key.Clear();
        adaptive.Key.Add("Path");
        adaptive.Key.Add("Header:X-Tenant");
        rules.Should().BeEquivalentTo(
            [
                new SamplingRule
                {
                    Name = "all",
                    Kind = { ActivityKind.Server },
                    Source = { "Npgsql" },
                    SpanName = { "a", "b*" },
                    Path = { "/checkout/*", "/cart" },
                    Method = { "POST" },
                    Host = { "*.example" },
                    Headers = { ["X-Tenant"] = ["gold*", "a,b"], ["X-Debug"] = ["1"] },
                    Networks = { "10.0.0.0/8", "private" },
                    Baggage = { ["debug"] = ["1"] },
                    Attributes = { ["db.system.name"] = ["postgresql"] },
                    Resource = { ["k8s.namespace.name"] = ["prod"] },
                    Parent = { SamplingParent.None, SamplingParent.Remote },
                    Ratio = 0.1,
                },
                new SamplingRule { MaxPerSecond = 5 },
                new SamplingRule { Adaptive = adaptive },
                new SamplingRule { SpanName = { "x" }, Adaptive = new AdaptiveSampling { TracesPerSecond = 1 } },
            ],
            options => options.WithStrictOrdering());
    }

    [Fact]
    public void EnvironmentKeys_AreOrderedByTheirNumber()
    {
        var options = ConfiguredHost.Options(
            [.. Enumerable.Range(0, 12).Reverse().SelectMany(i => new (string, string?)[] { ($"Tracing:Sampling:Rules:{i}:Name", $"r{i}"), ($"Tracing:Sampling:Rules:{i}:Ratio", "1") })]);

        options.Sampling.Rules.Select(rule => rule.Name).Should().Equal(Enumerable.Range(0, 12).Select(i => $"r{i}"));
    }

    [Fact]
    public void Code_AfterTheSection_SeesAndChangesItsRules()
    {
        var options = ConfiguredHost.OptionsOf(ConfiguredHost.Build(
            [("Tracing:Sampling:Rules:0:Ratio", "1")], code => code.Sampling.Rules.Insert(0, new SamplingRule { Name = "first", Ratio = 0 })));

        options.Sampling.Rules.Select(rule => rule.Ratio).Should().Equal(0, 1);
    }

    [Theory]
    [InlineData("Ratio", "2", "must be a number from 0 to 1")]
    [InlineData("Ratio", "NaN", "must be a number from 0 to 1")]
    [InlineData("MaxPerSecond", "0", "must be a number from 0.01 to 1000000")]
    [InlineData("Kind", "Serve", "must be one or more of Internal, Server, Client, Producer, Consumer")]
    [InlineData("Kind", "1", "must be one or more of Internal, Server, Client, Producer, Consumer")]
    [InlineData("Parent", "Trusted", "must be one or more of None, Remote, Untrusted, Local")]
    [InlineData("Path", "checkout", "must be paths that begin with \"/\" or \"*\", in which \"*\" stands for any characters")]
    [InlineData("Method:0", "GET POST", "must be methods of HTTP requests, in which \"*\" stands for any characters")]
    [InlineData("Networks", "10.0.0.1/8", "must be networks such as 10.0.0.0/8 (without bits set after the prefix), addresses, loopback, private or internet")]
    [InlineData("Headers:bad name", "x", "must be a group of HTTP header names with one or more values")]
    [InlineData("Headers", "x", "must be a group of HTTP header names with one or more values")]
    [InlineData("Baggage:key", "", "must be a group of baggage keys with one or more values")]
    [InlineData("Name", "  ", "must be a text")]
    [InlineData("Adaptive:TracesPerSecond", "0", "must be a number from 0.01 to 1000000")]
    [InlineData("Adaptive:MaxKeys", "0", "must be a whole number of keys from 1 to 10000")]
    [InlineData("Adaptive:Window", "5", "must be a duration (hh:mm:ss.fff, so 00:00:10 for ten seconds) from 00:00:01.000 to 00:10:00.000")]
    [InlineData("Adaptive:ErrorBoost", "0.5", "must be a number from 1 to 100")]
    public async Task Start_RefusedValue_NamesKeyValueAndWhatIsAllowed(string key, string value, string sentence) =>
        (await ConfiguredHost.ProblemsAsync(($"Tracing:Sampling:Rules:0:{key}", value))).Should()
            .Equal($"Tracing:Sampling:Rules:0:{key} = \"{value}\" (in-memory configuration): {sentence}.");

    [Theory]
    [InlineData("Pth", "unknown setting; did you mean Path")]
    [InlineData("Adaptive:TracePerSecond", "unknown setting; did you mean TracesPerSecond")]
    [InlineData("SomethingElse", "unknown setting; there are Name, Kind, Source, SpanName, Path, Method, Host, Headers, Networks, Baggage, Attributes, Resource, Parent, Ratio, MaxPerSecond, Adaptive")]
    [InlineData("When", "unknown setting; there are Name, Kind, Source, SpanName, Path, Method, Host, Headers, Networks, Baggage, Attributes, Resource, Parent, Ratio, MaxPerSecond, Adaptive")]
    public async Task Start_UnknownKeyInARule_IsNamedWithTheNearest(string key, string sentence) =>
        (await ConfiguredHost.ProblemsAsync(($"Tracing:Sampling:Rules:0:{key}", "secret"), ("Tracing:Sampling:Rules:0:Ratio", "1"))).Should()
            .Equal($"Tracing:Sampling:Rules:0:{key} (in-memory configuration): {sentence}.");

    [Fact]
    public async Task Start_SeveralMistakes_NamesThemAll()
    {
        var problems = await ConfiguredHost.ProblemsAsync(ConfiguredHost.BuildJson("""
            { "Tracing": { "Sampling": { "Ratio": 7, "Rules": [
                { "Name": "a", "Path": "/a" }, { "Ratio": 1, "MaxPerSecond": 1 }, { "Name": "same", "Ratio": 1 }, { "Name": "Same", "Ratio": 0 },
                { "Ratio": "x", "Kind": "y" }, "text" ] } } }
            """));

        problems.Should().BeEquivalentTo(
            "Tracing:Sampling:Ratio = \"7\" (JsonStream): must be a number from 0 to 1.",
            "Tracing:Sampling:Rules:0 (JsonStream): needs one of Ratio, MaxPerSecond and Adaptive, to say what becomes of its spans.",
            "Tracing:Sampling:Rules:1 (JsonStream): must have only one of Ratio, MaxPerSecond and Adaptive, to say what becomes of its spans.",
            "Tracing:Sampling:Rules:3:Name = \"Same\" (JsonStream): is the name of Tracing:Sampling:Rules:2 already.",
            "Tracing:Sampling:Rules:4:Kind = \"y\" (JsonStream): must be one or more of Internal, Server, Client, Producer, Consumer.",
            "Tracing:Sampling:Rules:4:Ratio = \"x\" (JsonStream): must be a number from 0 to 1.",
            "Tracing:Sampling:Rules:5 = \"text\" (JsonStream): must be an object with Name, Kind, Source, SpanName, Path, Method, Host, Headers, Networks, Baggage, Attributes, Resource, Parent, Ratio, MaxPerSecond, Adaptive.");
    }

    [Fact]
    public async Task Start_WrongRulesFromCode_AreRefused()
    {
        var problems = await ConfiguredHost.ProblemsAsync(ConfiguredHost.Build([], options =>
        {
            var rules = options.Sampling.Rules;
            rules.Add(new SamplingRule { Ratio = double.NaN });
            rules.Add(new SamplingRule { Path = { "a" }, Kind = { (ActivityKind)9 }, Headers = { ["a b"] = ["x"] }, Baggage = { ["a"] = null! }, Ratio = 1 });
            rules.Add(new SamplingRule { Adaptive = new AdaptiveSampling { Key = { "Pth" } } });
            rules.Add(null!);
            rules.Add(new SamplingRule { Networks = { null! }, Method = { null! }, Ratio = 1 });
        }));

        problems.Select(problem => problem.Split(' ')[0].TrimEnd(':')).Should().BeEquivalentTo(
            "Tracing:Sampling:Rules:0:Ratio",
            "Tracing:Sampling:Rules:1:Kind",
            "Tracing:Sampling:Rules:1:Path",
            "Tracing:Sampling:Rules:1:Headers:a",
            "Tracing:Sampling:Rules:1:Baggage:a",
            "Tracing:Sampling:Rules:2:Adaptive:Key",
            "Tracing:Sampling:Rules:3",
            "Tracing:Sampling:Rules:4:Networks",
            "Tracing:Sampling:Rules:4:Method");
    }
}
