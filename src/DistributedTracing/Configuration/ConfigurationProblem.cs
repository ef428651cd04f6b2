namespace DistributedTracing.Configuration;

/// <summary>One thing that is wrong with the configuration, in the words a user reads.</summary>
internal sealed record ConfigurationProblem(string Path, string? Value, string? Source, string Sentence)
{
    public override string ToString()
    {
        var value = Value is null ? string.Empty : $" = \"{Value}\"";
        var source = Source is null ? string.Empty : $" ({Source})";
        return $"{Path}{value}{source}: {Sentence}.";
    }
}
