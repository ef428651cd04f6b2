using Xunit.Abstractions;

namespace DistributedTracing.Readme.Tests;

/// <summary>A fenced block of a README: where it is, its language and its text.</summary>
public sealed class CodeBlock : IXunitSerializable
{
    public string File { get; private set; } = string.Empty;

    public int Line { get; private set; }

    public string Language { get; private set; } = string.Empty;

    public string Text { get; private set; } = string.Empty;

    public static IEnumerable<CodeBlock> In(string file)
    {
        var lines = System.IO.File.ReadAllLines(Repository.PathOf(file));
        for (var i = 0; i < lines.Length; i++)
        {
            if (!lines[i].StartsWith("```", StringComparison.Ordinal))
            {
                continue;
            }

            var end = Array.FindIndex(lines, i + 1, line => line.TrimEnd() == "```");
            end.Should().BePositive("the block at {0}:{1} has an end", file, i + 1);
            yield return new CodeBlock { File = file, Line = i + 1, Language = lines[i][3..].Trim(), Text = string.Join('\n', lines[(i + 1)..end]) };
            i = end;
        }
    }

    public override string ToString() => $"{File}:{Line}";

    public void Deserialize(IXunitSerializationInfo info)
    {
        File = info.GetValue<string>(nameof(File));
        Line = info.GetValue<int>(nameof(Line));
        Language = info.GetValue<string>(nameof(Language));
        Text = info.GetValue<string>(nameof(Text));
    }

    public void Serialize(IXunitSerializationInfo info)
    {
        info.AddValue(nameof(File), File);
        info.AddValue(nameof(Line), Line);
        info.AddValue(nameof(Language), Language);
        info.AddValue(nameof(Text), Text);
    }
}
