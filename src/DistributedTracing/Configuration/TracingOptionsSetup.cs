using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace DistributedTracing.Configuration;

/// <summary>Fills the options from the environment and the section; the application's own <c>Configure</c> calls come after it.</summary>
internal sealed class TracingOptionsSetup(IConfiguration configuration, TracingSettings settings) : IConfigureOptions<TracingOptions>
{
    public void Configure(TracingOptions options)
    {
        OtelVariables.Apply(configuration, options);
        settings.Read(configuration, options);
    }
}
