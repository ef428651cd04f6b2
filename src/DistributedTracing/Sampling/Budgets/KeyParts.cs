namespace DistributedTracing.Sampling.Budgets;

/// <summary>The parts that keys can be made of, by the names that a configuration gives them.</summary>
internal static class KeyParts
{
    /// <summary>The part that is the source of the span.</summary>
    public const string Source = "Source";

    private static readonly Dictionary<string, Func<KeyPart>> Plain = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Operation"] = () => new OperationPart(),
        ["Path"] = () => new PathPart(),
        ["Method"] = () => new TextPart((in candidate) => candidate.Method),
        ["Host"] = () => new TextPart((in candidate) => candidate.Host),
        ["SpanName"] = () => new TextPart((in candidate) => candidate.Name),
        [Source] = () => new TextPart((in candidate) => candidate.SourceName),
    };

    private static readonly Dictionary<string, Func<string, KeyPart>> Named = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Header"] = name => new TextPart((in candidate) => candidate.Header(name)),
        ["Baggage"] = key => new TextPart((in candidate) => candidate.BaggageItem(key)),
        ["Attribute"] = key => new AttributePart(key),
    };

    /// <summary>Gets what may be named, in words.</summary>
    public static string Allowed { get; } =
        "names out of " + string.Join(", ", Plain.Keys) + ", and " + string.Join(", ", Named.Keys.Select(kind => kind + ":<name>"));

    /// <summary>Gets whether there is such a part.</summary>
    public static bool IsName(string name) => Find(name) is not null;

    /// <summary>Gets a part.</summary>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public static KeyPart Of(string name) => Find(name) ?? throw new ArgumentException($"\"{name}\" is none of the parts of a key: {Allowed}.", nameof(name));

    private static KeyPart? Find(string name)
    {
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
        {
            return Plain.GetValueOrDefault(name)?.Invoke();
        }

        var of = name[(colon + 1)..].Trim();
        return of.Length == 0 ? null : Named.GetValueOrDefault(name[..colon])?.Invoke(of);
    }
}
