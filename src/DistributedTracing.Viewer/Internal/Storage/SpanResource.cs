namespace DistributedTracing.Viewer.Internal.Storage;

/// <summary>The process that made a span. Shared by the spans of one request.</summary>
/// <param name="Service">The <c>service.name</c>.</param>
/// <param name="Attributes">All other attributes.</param>
/// <param name="Identity">A text that is the same for the same process, however often it sends.</param>
internal sealed record SpanResource(string Service, IReadOnlyList<SpanAttribute> Attributes, string Identity)
{
    public int EstimatedBytes { get; } = 96 + (2 * (Service.Length + Identity.Length)) + Attributes.Sum(attribute => attribute.EstimatedBytes);
}
