using System.IO.Compression;
using System.Xml.Linq;

namespace DistributedTracing.Packages.Tests;

/// <summary>A package file: its entries and its manifest.</summary>
internal sealed class Package : IDisposable
{
    private readonly ZipArchive _archive;

    public Package(string path)
    {
        _archive = ZipFile.OpenRead(path);
        var manifest = Files.Single(file => file.EndsWith(".nuspec", StringComparison.Ordinal));
        Metadata = XDocument.Parse(Read(manifest)).Root!.Elements().Single(element => element.Name.LocalName == "metadata");
    }

    public XElement Metadata { get; }

    /// <summary>Gets the names of all files but those of the package format itself.</summary>
    public IEnumerable<string> Files => _archive.Entries.Select(entry => entry.FullName)
        .Where(name => name is not "[Content_Types].xml" and not "_rels/.rels" && !name.EndsWith(".psmdcp", StringComparison.Ordinal));

    /// <summary>Gets the packages this one brings along, by id, with the version range.</summary>
    public IReadOnlyDictionary<string, string> Dependencies => Metadata.Descendants()
        .Where(element => element.Name.LocalName == "dependency")
        .ToDictionary(element => element.Attribute("id")!.Value, element => element.Attribute("version")!.Value);

    public IEnumerable<string> FrameworkReferences => Metadata.Descendants()
        .Where(element => element.Name.LocalName == "frameworkReference")
        .Select(element => element.Attribute("name")!.Value);

    public string? Value(string element) =>
        Metadata.Elements().SingleOrDefault(candidate => candidate.Name.LocalName == element)?.Value;

    public string Read(string file)
    {
        using var reader = new StreamReader(_archive.GetEntry(file)!.Open());
        return reader.ReadToEnd();
    }

    public void Dispose() => _archive.Dispose();
}
