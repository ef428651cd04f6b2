using DistributedTracing.Hosting;
using Microsoft.Extensions.Options;

namespace DistributedTracing.AspNetCore.Internal.Trust;

/// <summary>Tells in the startup summary that requests can be recorded on demand. Without the secret.</summary>
internal sealed class ForceSamplingNote(IOptions<AspNetCoreTracingOptions> options) : IStartupNote
{
    public string? Text => options.Value.ForceSampling is { Secret.Length: > 0 } forcing
        ? $"Recorded in any case: requests with the header {forcing.Header} and its secret"
        : null;
}
