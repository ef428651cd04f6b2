using System.Diagnostics;
using System.Net.Mime;
using System.Text;
using System.Text.Json.Nodes;

namespace TraceContextApp;

/// <summary>The service that the W3C validation harness talks to: it makes the calls it is told to make.</summary>
public static class CallingApp
{
    /// <summary>Builds the application: the one line of tracing and the endpoint <c>/test</c>, nothing else.</summary>
    public static WebApplication Create(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddHttpClient();
        builder.Services.AddDistributedTracing();

        var app = builder.Build();
        app.MapPost("/test", MakeCallsAsync);
        return app;
    }

    private static async Task<Answer> MakeCallsAsync(Call[] calls, HttpRequest request, IHttpClientFactory clients, CancellationToken stopping)
    {
        var headers = request.Headers.ToDictionary(header => header.Key, header => header.Value.ToArray());

        // .NET lists an item before the older one of the same key.
        var baggage = Activity.Current?.Baggage.DistinctBy(item => item.Key).ToDictionary() ?? [];
        var answers = new List<JsonNode?>();
        using var client = clients.CreateClient();
        foreach (var call in calls)
        {
            answers.Add(await CallAsync(client, call, stopping));
        }

        return new(headers, baggage, answers);
    }

    private static async Task<JsonNode?> CallAsync(HttpClient client, Call call, CancellationToken stopping)
    {
        using var arguments = new StringContent(call.Arguments.GetRawText(), Encoding.UTF8, MediaTypeNames.Application.Json);
        using var response = await client.PostAsync(call.Url, arguments, stopping);
        return response.Content.Headers.ContentLength == 0 ? null : await response.Content.ReadFromJsonAsync<JsonNode>(stopping);
    }
}
