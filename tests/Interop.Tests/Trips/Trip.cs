using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Interop.Tests.Services;

namespace Interop.Tests.Trips;

/// <summary>A request that services relay from one to the next.</summary>
/// <param name="Route">The services, in the order they are called.</param>
/// <param name="Stops">What reached each of them.</param>
internal sealed record Trip(string[] Route, IReadOnlyList<Stop> Stops)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    /// <summary>Sends a request along a route.</summary>
    /// <param name="fleet">The services.</param>
    /// <param name="route">The names of services, with a blank between them.</param>
    /// <param name="headers">The headers of the first request.</param>
    public static async Task<Trip> SendAsync(Fleet fleet, string route, IEnumerable<(string Name, string Value)> headers)
    {
        var names = route.Split(' ');

        // Nothing but the headers given is to be sent.
        using var handler = new SocketsHttpHandler { ActivityHeadersPropagator = null };
        using var client = new HttpClient(handler) { Timeout = Timeout };
        using var request = new HttpRequestMessage(HttpMethod.Post, fleet.AddressOf(names[0]))
        {
            Content = new StringContent(PlanOf(fleet, names[1..]), Encoding.UTF8, "application/json"),
        };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value).Should().BeTrue();
        }

        using var response = await client.SendAsync(request);
        response.EnsureSuccessStatusCode();
        var first = await response.Content.ReadFromJsonAsync<Stop>();
        return new(names, StopsFrom(first!));
    }

    /// <summary>Gets what the spans below a span are, each the only child of the one before it.</summary>
    public static IReadOnlyList<ReceivedSpan> ChainBelow(string spanId, IReadOnlyList<ReceivedSpan> trace)
    {
        var chain = new List<ReceivedSpan>();
        while (trace.Where(span => span.ParentId == spanId).ToList() is [var child] && chain.Count < trace.Count)
        {
            chain.Add(child);
            spanId = child.SpanId;
        }

        return chain;
    }

    /// <summary>Gets the spans that a sampled trip leads to: each service's request, and its call of the next.</summary>
    public IEnumerable<string> ExpectedSpans() =>
        Route.SelectMany(service => new[] { $"{service} Server", $"{service} Client" }).SkipLast(1);

    // What each service posts to the next: the calls that one makes.
    private static string PlanOf(Fleet fleet, string[] route) =>
        route.Length == 0 ? "[]" : $$"""[{"url": {{JsonSerializer.Serialize(fleet.AddressOf(route[0]))}}, "arguments": {{PlanOf(fleet, route[1..])}}}]""";

    private static List<Stop> StopsFrom(Stop first)
    {
        var stops = new List<Stop>();
        for (var stop = first; stop is not null; stop = stop.Answers.SingleOrDefault())
        {
            stops.Add(stop);
        }

        return stops;
    }
}
