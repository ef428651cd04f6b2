using System.Text.Json;

namespace DistributedTracing.Viewer.Internal.Web;

/// <summary>What <c>GET /api/viewer</c> answers, by which other services tell a viewer from anything else on its port.</summary>
internal static class HolderIdentity
{
    public const string Path = "/api/viewer";

    private const string Product = "DistributedTracing.Viewer";

    public static void Write(Utf8JsonWriter json, string service)
    {
        json.WriteString("product", Product);
        json.WriteString("service", service);
        json.WriteNumber("processId", Environment.ProcessId);
    }

    /// <summary>Gets the name of the service that holds the store; <see langword="null"/> when the answer is not a viewer's.</summary>
    public static string? Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object
                && root.TryGetProperty("product", out var product) && product.ValueEquals(Product)
                && root.TryGetProperty("service", out var service) ? service.GetString() : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Something else listens there; that is the answer.
            return null;
        }
    }
}
