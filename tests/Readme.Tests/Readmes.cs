namespace DistributedTracing.Readme.Tests;

/// <summary>The READMEs a user reads, as paths below the root.</summary>
internal static class Readmes
{
    public const string Root = "README.md";

    public static IEnumerable<string> OfPackages => Repository.Packages.Select(OfPackage);

    public static IEnumerable<string> All => OfPackages.Prepend(Root);

    public static string OfPackage(string id) => Path.Combine("src", id, "README.md");

    public static string Read(string file) => File.ReadAllText(Repository.PathOf(file));

    public static TheoryData<CodeBlock> Blocks(params string[] languages) =>
        [.. All.SelectMany(CodeBlock.In).Where(block => languages.Contains(block.Language))];
}
