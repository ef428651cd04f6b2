namespace EndToEnd.Tests.Collector;

public enum CollectorBehavior
{
    Accept,

    /// <summary>Answers 503 Service Unavailable.</summary>
    Refuse,

    /// <summary>Takes the request and never answers.</summary>
    Hang,
}
