namespace Interop.Tests.Messages;

/// <summary>What reached the consumer with a message.</summary>
internal sealed record ReceivedMessage(Dictionary<string, string> Headers, Dictionary<string, string> Baggage);
