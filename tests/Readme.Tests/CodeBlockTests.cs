namespace DistributedTracing.Readme.Tests;

/// <summary>Blocks marked <c>csharp</c> are whole programs (or whole files of types), so that they work when they are copied.</summary>
public sealed class CodeBlockTests
{
    private static readonly string[] Languages = ["csharp", "json", "bash", "text"];

    public static TheoryData<CodeBlock> Programs => Readmes.Blocks("csharp");

    [Theory]
    [MemberData(nameof(Programs))]
    public void CSharpBlock_OfAReadme_Compiles(CodeBlock block)
    {
        ProgramCompiler.Compile(block.Text).Should().BeEmpty("{0} is copied by users", block);
    }

    [Fact]
    public void Block_OfAReadme_HasALanguageThatIsChecked()
    {
        Readmes.All.SelectMany(CodeBlock.In).Should().OnlyContain(block => Languages.Contains(block.Language));
    }

    [Fact]
    public void Compile_ProgramWithAMistake_Fails()
    {
        ProgramCompiler.Compile("builder.Services.AddDistributedTracing();").Should().ContainSingle().Which.Id.Should().Be("CS0103");
    }
}
