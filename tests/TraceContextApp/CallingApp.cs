using System.Net.Mime;
using System.Text;

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
        app.MapPost("/test", CallAsync);
        return app;
    }

    private static async Task CallAsync(Call[] calls, IHttpClientFactory clients, CancellationToken stopping)
    {
        using var client = clients.CreateClient();
        foreach (var call in calls)
        {
            using var arguments = new StringContent(call.Arguments.GetRawText(), Encoding.UTF8, MediaTypeNames.Application.Json);
            using var response = await client.PostAsync(call.Url, arguments, stopping);
        }
    }
}
