namespace Demo.Traces;

/// <summary>A span as the viewer has it.</summary>
/// <param name="Id">The span's id.</param>
/// <param name="ParentId">The parent's id; <see langword="null"/> at the root.</param>
/// <param name="Service">The service that recorded it.</param>
/// <param name="Name">Its name.</param>
/// <param name="Start">When it began.</param>
/// <param name="Duration">How long it took.</param>
/// <param name="Tags">Its attributes.</param>
internal sealed record TraceSpan(
    string Id, string? ParentId, string Service, string Name, DateTime Start, TimeSpan Duration, IReadOnlyDictionary<string, string> Tags)
{
    public bool IsClient => Tags.GetValueOrDefault("span.kind") == "client";

    /// <summary>Gets what went wrong, in a word; <see langword="null"/> for nothing.</summary>
    public string? Error => Tags.GetValueOrDefault("error") != "true" ? null : Tags.GetValueOrDefault("error.type", "error").Split('.')[^1];
}
