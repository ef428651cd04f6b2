namespace MessageApp;

/// <summary>What reached the consumer with a message.</summary>
/// <param name="Headers">The message's headers, as they came.</param>
/// <param name="Baggage">The baggage that the consumer reads from them.</param>
internal sealed record ReceivedMessage(IReadOnlyDictionary<string, string> Headers, IReadOnlyDictionary<string, string?> Baggage);
