namespace DistributedTracing.AspNetCore.Tests;

/// <summary>Requests with the headers a test wants.</summary>
internal static class SentHeaders
{
    public static async Task<string> GetAsync(this TestApp app, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await app.Client.SendAsync(request);
        return await response.Content.ReadAsStringAsync();
    }
}
