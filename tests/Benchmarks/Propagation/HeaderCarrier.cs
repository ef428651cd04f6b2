namespace Benchmarks.Propagation;

/// <summary>What the context is written into.</summary>
public enum HeaderCarrier
{
    /// <summary>The headers of an outgoing <see cref="System.Net.Http.HttpRequestMessage"/>.</summary>
    HttpRequestMessage,

    /// <summary>ASP.NET Core's header dictionary.</summary>
    HeaderDictionary,
}
