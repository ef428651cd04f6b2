using Microsoft.Extensions.Options;

namespace DistributedTracing;

/// <summary>The tracing configuration is wrong; the message lists every problem with its key, value, source and what is allowed.</summary>
/// <remarks>Thrown at start, before the first request. Instances are immutable and thread safe.</remarks>
public sealed class TracingConfigurationException : OptionsValidationException
{
    internal TracingConfigurationException(IReadOnlyCollection<string> failures)
        : base(string.Empty, typeof(TracingOptions), failures)
    {
    }

    /// <summary>Gets all problems, one on each line.</summary>
    public override string Message
    {
        get
        {
            var failures = Failures.ToList();
            var title = failures.Count == 1
                ? "The tracing configuration has a problem:"
                : $"The tracing configuration has {failures.Count} problems:";
            return string.Join(System.Environment.NewLine + "  - ", failures.Prepend(title));
        }
    }
}
