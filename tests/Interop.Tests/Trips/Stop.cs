namespace Interop.Tests.Trips;

/// <summary>What reached a service of a trip.</summary>
/// <param name="Headers">The headers of the request, as they came.</param>
/// <param name="Baggage">The baggage that the service's code saw.</param>
/// <param name="Answers">What reached the service it called, if it called one.</param>
internal sealed record Stop(Dictionary<string, string[]> Headers, Dictionary<string, string> Baggage, Stop[] Answers)
{
    /// <summary>Gets the value of a header, those of several one after the other; <see langword="null"/> when there is none.</summary>
    public string? Header(string name) =>
        Headers.Where(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(header => string.Join(",", header.Value)).SingleOrDefault();
}
