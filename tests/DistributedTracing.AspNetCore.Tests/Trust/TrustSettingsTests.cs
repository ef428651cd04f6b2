using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace DistributedTracing.AspNetCore.Tests.Trust;

/// <summary>The settings about trust, as they are read and as their mistakes are told.</summary>
public sealed class TrustSettingsTests
{
    private const string Rules = "Tracing:AspNetCore:Trust:Rules";
    private const string Memory = "(in-memory configuration)";
    private const string Networks = "networks such as 10.0.0.0/8 (without bits set after the prefix), addresses, loopback, private or internet";

    [Fact]
    public void Options_FromJson_HoldTheRulesInOrder()
    {
        var options = Read("""
            { "Tracing": { "AspNetCore": {
              "Trust": {
                "Default": "ContinueIgnoringSampling",
                "Rules": [
                  { "Path": "/public/*", "Networks": [ "internet", "10.0.0.0/8" ], "Header": "X-Zone", "HeaderValue": "a b", "Trust": "restartwithlink" },
                  { "Networks": "private, ::1", "Path": null, "Trust": "Trust" }
                ]
              },
              "ForceSampling": { "Header": "X-Debug", "Secret": "0123456789abcdef" } } } }
            """);

        options.Should().BeEquivalentTo(new AspNetCoreTracingOptions
        {
            Trust =
            {
                Default = IncomingTrust.ContinueIgnoringSampling,
                Rules =
                {
                    new() { Path = "/public/*", Networks = { "internet", "10.0.0.0/8" }, Header = "X-Zone", HeaderValue = "a b", Trust = IncomingTrust.RestartWithLink },
                    new() { Networks = { "private", "::1" }, Trust = IncomingTrust.Trust },
                },
            },
            ForceSampling = { Header = "X-Debug", Secret = "0123456789abcdef" },
        });
    }

    [Fact]
    public void Options_FromCode_ComeAfterThoseOfTheConfiguration()
    {
        var options = Read(
            """{ "Tracing": { "AspNetCore": { "Trust": { "Rules": [ { "Path": "/a", "Trust": "Ignore" } ] } } } }""",
            code => code.Trust.Rules.Add(new TrustRule { Path = "/b", Trust = IncomingTrust.Trust }));

        options.Trust.Rules.Select(rule => rule.Path).Should().Equal("/a", "/b");
    }

    [Theory]
    [InlineData("Path", "public/*", "must be a path that begins with \"/\", with \"*\" only at the end")]
    [InlineData("Path", "/*/admin", "must be a path that begins with \"/\", with \"*\" only at the end")]
    [InlineData("Path", "", "must be a path that begins with \"/\", with \"*\" only at the end")]
    [InlineData("Networks", "10.0.0.0/33", "must be " + Networks)]
    [InlineData("Networks", "10.0.0.1/8", "must be " + Networks)]
    [InlineData("Networks", "10", "must be " + Networks)]
    [InlineData("Networks", "010.0.0.1", "must be " + Networks)]
    [InlineData("Networks", "0x7f.0.0.1", "must be " + Networks)]
    [InlineData("Networks", "10.0.0.0/ 8", "must be " + Networks)]
    [InlineData("Networks", "10.0.0.0/-8", "must be " + Networks)]
    [InlineData("Networks", "10.0.0.0/8/8", "must be " + Networks)]
    [InlineData("Networks", "fd00::/129", "must be " + Networks)]
    [InlineData("Networks", "fe80::1%eth0", "must be " + Networks)]
    [InlineData("Networks", "public", "must be " + Networks)]
    [InlineData("Networks", "", "must be " + Networks)]
    [InlineData("Networks", ",", "must be " + Networks)]
    [InlineData("Networks:0", "", "must be " + Networks)]
    [InlineData("Header", "X Zone", "must be the name of an HTTP header")]
    [InlineData("Header", "", "must be the name of an HTTP header")]
    [InlineData("Trust", "Distrust", "must be one of Trust, ContinueIgnoringSampling, RestartWithLink, Ignore")]
    [InlineData("Trust", "0", "must be one of Trust, ContinueIgnoringSampling, RestartWithLink, Ignore")]
    [InlineData("Trust", "", "must be one of Trust, ContinueIgnoringSampling, RestartWithLink, Ignore")]
    public async Task Start_RefusedFieldOfARule_IsNamedWithItsValue(string key, string value, string sentence)
    {
        (string, string?)[] settings = key == "Trust" ? [(key, value)] : [(key, value), ("Trust", "Ignore")];

        (await ProblemsAsync([.. settings.Select(setting => ($"{Rules}:0:{setting.Item1}", setting.Item2))]))
            .Should().Equal($"{Rules}:0:{key} = \"{value}\" {Memory}: {sentence}.");
    }

    [Theory]
    [InlineData("Pth", "unknown setting; did you mean Path")]
    [InlineData("Network", "unknown setting; did you mean Networks")]
    [InlineData("HeadersValue", "unknown setting; did you mean HeaderValue")]
    [InlineData("When", "unknown setting; there are Trust, Path, Networks, Header, HeaderValue")]
    public async Task Start_UnknownFieldOfARule_IsNamedWithWhatWasMeant(string key, string sentence) =>
        (await ProblemsAsync(($"{Rules}:0:{key}", "secret"), ($"{Rules}:0:Trust", "Ignore"))).Should().Equal($"{Rules}:0:{key} {Memory}: {sentence}.");

    [Fact]
    public async Task Start_RulesOfTheWrongShape_AreTold() =>
        (await ProblemsAsync(
            ($"{Rules}:0", "Ignore"),
            ($"{Rules}:1:Path:Deep", "/a"),
            ($"{Rules}:1:Trust", "Ignore"),
            ($"{Rules}:2:Path", "/b"),
            ($"{Rules}:3:HeaderValue", "only"),
            ($"{Rules}:3:Trust", "Ignore"))).Should().Equal(
                $"{Rules}:0 = \"Ignore\" {Memory}: must be an object with Trust, Path, Networks, Header, HeaderValue.",
                $"{Rules}:1:Path {Memory}: must be a path that begins with \"/\", with \"*\" only at the end.",
                $"{Rules}:2 {Memory}: needs Trust, one of Trust, ContinueIgnoringSampling, RestartWithLink, Ignore.",
                $"{Rules}:3 {Memory}: has a HeaderValue and no Header.");

    [Fact]
    public async Task Start_AValueForTheList_IsTold() =>
        (await ProblemsAsync((Rules, "Ignore"))).Should().Equal(
            $"{Rules} = \"Ignore\" {Memory}: must be a list of objects with Trust, Path, Networks, Header, HeaderValue.");

    [Fact]
    public async Task Start_ARuleBelowOneThatMatchesEverything_IsTold() =>
        (await ProblemsAsync(($"{Rules}:0:Trust", "Trust"), ($"{Rules}:1:Path", "/public/*"), ($"{Rules}:1:Trust", "Ignore"))).Should().Equal(
            $"{Rules}:1 {Memory}: can never match, because {Rules}:0 comes first and matches every such request.");

    [Theory]
    [InlineData("Path=/a*", "Path=/a/b", true)]
    [InlineData("Path=/a*", "Path=/A/b*", true)]
    [InlineData("Path=/a", "Path=/a*", false)]
    [InlineData("Path=/a/b", "Path=/a/*", false)]
    [InlineData("Path=/a", "Path=/A", true)]
    [InlineData("Path=/a/*", "Path=/a", false)]
    [InlineData("Path=/*", "Networks=internet", true)]
    [InlineData("Networks=10.0.0.0/8", "Networks=10.1.0.0/16", true)]
    [InlineData("Networks=10.0.0.0/8", "Networks=10.1.0.0/16,11.0.0.1", false)]
    [InlineData("Networks=private", "Networks=10.1.0.0/16", true)]
    [InlineData("Networks=internet", "Networks=203.0.113.0/24", true)]
    [InlineData("Networks=internet", "Networks=8.0.0.0/6", false)]
    [InlineData("Networks=internet,private,loopback", "Path=/a", true)]
    [InlineData("Networks=internet,private", "Path=/a", false)]
    [InlineData("Networks=::/0", "Networks=10.0.0.0/8", false)]
    [InlineData("Header=X-A", "Header=x-a;HeaderValue=1", true)]
    [InlineData("Header=X-A;HeaderValue=1", "Header=X-A", false)]
    [InlineData("Header=X-A;HeaderValue=1", "Header=X-A;HeaderValue=2", false)]
    [InlineData("Header=X-A", "Path=/a", false)]
    [InlineData("Path=/a*;Networks=private", "Path=/a/b;Networks=10.0.0.1;Header=X", true)]
    [InlineData("Path=/a*;Networks=private", "Path=/a/b", false)]
    public async Task Start_ARuleThatAnEarlierOneCovers_IsRefused(string earlier, string later, bool isRefused)
    {
        var settings = Fields(0, earlier).Concat(Fields(1, later));
        if (isRefused)
        {
            (await ProblemsAsync([.. settings])).Should().ContainSingle().Which.Should().Contain("can never match");
        }
        else
        {
            await using var app = await TestApp.StartAsync(_ => { }, settings.ToDictionary(setting => setting.Key, setting => setting.Value));
        }
    }

    [Fact]
    public async Task Start_MistakesInCode_AreAllTold()
    {
        var start = async () => await CallingApp.StartAsync(code: options =>
        {
            options.Trust.Default = (IncomingTrust)9;
            options.Trust.Rules.Add(new TrustRule { Path = "public", Networks = { "10" }, Trust = (IncomingTrust)9 });
            options.Trust.Rules.Add(null!);
            options.Trust.Rules.Add(new TrustRule { Header = "X", HeaderValue = string.Empty, Trust = IncomingTrust.Ignore });
            options.Trust.Rules.Add(new TrustRule { HeaderValue = "a secret", Trust = IncomingTrust.Ignore });
            options.Trust.Rules.Add(new TrustRule { Trust = IncomingTrust.Trust });
            options.Trust.Rules.Add(new TrustRule { When = _ => true, Trust = IncomingTrust.Ignore });
            options.ForceSampling.Header = "no token";
            options.ForceSampling.Secret = "short";
        });

        (await start.Should().ThrowAsync<TracingConfigurationException>()).Which.Failures.Should().Equal(
            "Tracing:AspNetCore:Trust:Default = \"9\" (code): must be one of Trust, ContinueIgnoringSampling, RestartWithLink, Ignore.",
            $"{Rules}:0:Trust = \"9\" (code): must be one of Trust, ContinueIgnoringSampling, RestartWithLink, Ignore.",
            $"{Rules}:0:Path = \"public\" (code): must be a path that begins with \"/\", with \"*\" only at the end.",
            $"{Rules}:0:Networks = \"10\" (code): must be {Networks}.",
            $"{Rules}:1 (code): must not be null.",
            $"{Rules}:2:HeaderValue = \"…\" (code): must be a text.",
            $"{Rules}:3 (code): has a HeaderValue and no Header.",
            $"{Rules}:4 (code): can never match, because {Rules}:3 comes first and matches every such request.",
            $"{Rules}:5 (code): can never match, because {Rules}:3 comes first and matches every such request.",
            "Tracing:AspNetCore:ForceSampling:Header = \"no token\" (code): must be the name of an HTTP header.",
            "Tracing:AspNetCore:ForceSampling:Secret = \"…\" (code): must be a secret of 16 or more visible ASCII characters.");
    }

    [Theory]
    [InlineData("Secret", "fifteen-letters", "…", "a secret of 16 or more visible ASCII characters")]
    [InlineData("Secret", "a secret with blanks", "…", "a secret of 16 or more visible ASCII characters")]
    [InlineData("Secret", "gëheimnisgëheimnis", "…", "a secret of 16 or more visible ASCII characters")]
    [InlineData("Header", "X:Force", "X:Force", "the name of an HTTP header")]
    public async Task Start_RefusedForcing_IsToldWithoutTheSecret(string key, string value, string shown, string allowed) =>
        (await ProblemsAsync(($"Tracing:AspNetCore:ForceSampling:{key}", value))).Should().Equal(
            $"Tracing:AspNetCore:ForceSampling:{key} = \"{shown}\" {Memory}: must be {allowed}.");

    [Fact]
    public async Task Start_MisspeltGroup_IsToldWithWhatWasMeant() =>
        (await ProblemsAsync(("Tracing:AspNetCore:Trust:Defualt", "Ignore"))).Should().Equal(
            $"Tracing:AspNetCore:Trust:Defualt {Memory}: unknown setting; did you mean Tracing:AspNetCore:Trust:Default.");

    [Fact]
    public async Task StartupSummary_WithRules_SaysThemInWords()
    {
        await using var app = await TestApp.StartAsync(_ => { }, new()
        {
            [$"{Rules}:0:Path"] = "/public/*",
            [$"{Rules}:0:Networks"] = "internet,private",
            [$"{Rules}:0:Trust"] = "RestartWithLink",
            [$"{Rules}:1:Header"] = "X-Zone",
            [$"{Rules}:1:HeaderValue"] = "a secret, perhaps",
            [$"{Rules}:1:Trust"] = "ContinueIgnoringSampling",
            ["Tracing:AspNetCore:Trust:Default"] = "Ignore",
        });

        app.Log.Lines.Select(line => line.Text).Should().Contain(text => text.Contains(
            "  Callers, by the first rule that matches: /public/* from internet, private → new trace with a link; "
            + "with X-Zone of a certain value → trace continued, sampling decided here; others → new trace",
            StringComparison.Ordinal));
    }

    [Fact]
    public async Task StartupSummary_WithADefaultOnly_SaysItInWords()
    {
        await using var app = await TestApp.StartAsync(_ => { }, new() { ["Tracing:AspNetCore:Trust:Default"] = "RestartWithLink" });

        app.Log.Lines.Should().Contain(line => line.Text.Contains("  Callers: new trace with a link", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Trust")]
    public async Task StartupSummary_WhenEverybodyIsTrusted_SaysNothingOfIt(string? trust)
    {
        await using var app = await TestApp.StartAsync(_ => { }, new() { ["Tracing:AspNetCore:Trust:Default"] = trust });

        app.Log.Lines.Should().NotContain(line => line.Text.Contains("Callers", StringComparison.Ordinal));
    }

    private static AspNetCoreTracingOptions Read(string json, Action<AspNetCoreTracingOptions>? code = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Configuration.AddJsonStream(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(json)));
        builder.Services.AddDistributedTracing().AddAspNetCore(code);
        using var services = builder.Services.BuildServiceProvider();
        return services.GetRequiredService<IOptions<AspNetCoreTracingOptions>>().Value;
    }

    private static async Task<IEnumerable<string>> ProblemsAsync(params (string Key, string? Value)[] settings)
    {
        var start = async () => await TestApp.StartAsync(_ => { }, settings.ToDictionary(setting => setting.Key, setting => setting.Value));
        return (await start.Should().ThrowAsync<TracingConfigurationException>()).Which.Failures;
    }

    private static IEnumerable<(string Key, string? Value)> Fields(int index, string fields) => fields.Split(';').Append("Trust=Ignore")
        .Select(field => ($"{Rules}:{index}:{field.Split('=')[0]}", (string?)field.Split('=')[1]));
}
