using System.Text;
using DistributedTracing.Configuration;
using Microsoft.Extensions.Configuration;

namespace DistributedTracing.Readme.Tests;

/// <summary>Blocks marked <c>json</c> are parts of <c>appsettings.json</c> that the packages accept.</summary>
public sealed class SettingsBlockTests
{
    public static TheoryData<CodeBlock> Blocks => Readmes.Blocks("json");

    [Theory]
    [MemberData(nameof(Blocks))]
    public void JsonBlock_OfAReadme_IsAcceptedAsConfiguration(CodeBlock block)
    {
        var configuration = Parse(block.Text);

        Problems(configuration).Should().BeEmpty("{0} is copied by users", block);
    }

    [Fact]
    public void Problems_MisspeltKey_AreFound()
    {
        Problems(Parse("""{ "Tracing": { "Servicename2": "x" } }""")).Should().ContainSingle().Which.Path.Should().Be("Tracing:Servicename2");
    }

    private static IConfiguration Parse(string json) =>
        new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json))).Build();

    private static IEnumerable<ConfigurationProblem> Problems(IConfiguration configuration) =>
        UnknownKeys.Find(configuration, [.. SettingCatalogs.All.SelectMany(catalog => catalog.Keys)])
            .Concat(SettingCatalogs.All.SelectMany(catalog => catalog.FindProblems(configuration, Activator.CreateInstance(catalog.OptionsType)!)));
}
