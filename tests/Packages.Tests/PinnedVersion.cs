using System.Xml.Linq;

namespace DistributedTracing.Packages.Tests;

/// <summary>The version of a third-party package that this repository is built with.</summary>
internal static class PinnedVersion
{
    public static string Of(string id) => XDocument.Load(Repository.PathOf("Directory.Packages.props")).Descendants("PackageVersion")
        .Single(package => package.Attribute("Include")!.Value == id)
        .Attribute("Version")!.Value;
}
