using System.Text.Json.Nodes;

namespace TraceContextApp;

/// <summary>What reached the service, and what came of the calls it made.</summary>
/// <param name="Headers">The headers of the request, as they came.</param>
/// <param name="Baggage">The baggage that the service's code sees.</param>
/// <param name="Answers">What each callee answered, in the order of the calls; <see langword="null"/> for one that answered nothing.</param>
internal sealed record Answer(
    IReadOnlyDictionary<string, string?[]> Headers,
    IReadOnlyDictionary<string, string?> Baggage,
    IReadOnlyList<JsonNode?> Answers);
