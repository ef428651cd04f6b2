using System.Text.Json.Serialization;

namespace TraceContext.Tests;

/// <summary>A call the service is told to make, and what it sends there.</summary>
internal sealed record PlannedCall(
    [property: JsonPropertyName("url")] Uri Url,
    [property: JsonPropertyName("arguments")] PlannedCall[] Arguments);
