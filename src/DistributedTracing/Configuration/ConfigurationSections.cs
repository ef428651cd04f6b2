namespace DistributedTracing.Configuration;

internal static class ConfigurationSections
{
    public const string Root = "Tracing";
}
