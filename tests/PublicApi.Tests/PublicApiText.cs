using System.Reflection;
using System.Text;

namespace DistributedTracing.PublicApi.Tests;

/// <summary>Everything of an assembly that other assemblies can use, as text that reads like C# and only changes when the API does.</summary>
internal static class PublicApiText
{
    public static string Of(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (var space in assembly.GetExportedTypes().GroupBy(type => type.Namespace).OrderBy(space => space.Key, StringComparer.Ordinal))
        {
            text.Append("namespace ").Append(space.Key).Append('\n');
            foreach (var type in space.OrderBy(type => type.FullName, StringComparer.Ordinal))
            {
                Append(text, type);
            }

            text.Append('\n');
        }

        return text.ToString().TrimEnd() + "\n";
    }

    private static void Append(StringBuilder text, Type type)
    {
        foreach (var line in MarkerText.Of(type))
        {
            text.Append("  ").Append(line).Append('\n');
        }

        text.Append("  ").Append(TypeDeclaration.Of(type)).Append('\n');
        foreach (var line in MemberDeclaration.AllOf(type))
        {
            text.Append("    ").Append(line).Append('\n');
        }
    }
}
