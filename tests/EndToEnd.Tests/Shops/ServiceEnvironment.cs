using System.Collections;

namespace EndToEnd.Tests.Shops;

/// <summary>The environment variables of the services under test.</summary>
internal static class ServiceEnvironment
{
    private static readonly string[] Foreign = ["OTEL_", "Tracing__", "ConnectionStrings__", "Logging__", "ASPNETCORE_", "Services__"];

    /// <summary>Gets what keeps the variables of the machine from having an influence.</summary>
    public static Dictionary<string, string?> Clean() =>
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(variable => (string)variable.Key)
            .Where(name => Foreign.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)))
            .ToDictionary(name => name, _ => (string?)null);

    /// <summary>Gets the variables of a service that exports to a collector.</summary>
    public static Dictionary<string, string?> For(string collectorEndpoint)
    {
        var environment = Clean();

        // Not Development: the tests' collector is the only destination.
        environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        environment["Tracing__Delivery__Endpoint"] = collectorEndpoint;
        environment["Tracing__Batching__Delay"] = "00:00:00.200";
        environment["Logging__Console__FormatterOptions__SingleLine"] = "true";
        return environment;
    }
}
