using System.Diagnostics;
using DistributedTracing.Sampling.Rules;

namespace DistributedTracing.Sampling;

/// <summary>Notes which source starts a span, for the sampler that is asked next. It wants nothing recorded itself.</summary>
/// <remarks>
/// Listeners are asked in the order they were added, so it must be added before the tracer provider is built, also when no rule needs
/// it yet: the configuration may change. It listens to nothing that the provider does not listen to, so that sources nobody records
/// stay as cheap as they are.
/// </remarks>
internal sealed class SourceListener : IDisposable
{
    private readonly ActivityListener _listener;
    private readonly CurrentPolicy _policy;

    public SourceListener(IEnumerable<string> sources, CurrentPolicy policy)
    {
        _policy = policy;

        // OpenTelemetry also takes a question mark, for any one character.
        var patterns = sources.Select(name => new TextPattern(name.Replace('?', '*'), StringComparison.OrdinalIgnoreCase)).ToArray();
        _listener = new ActivityListener
        {
            ShouldListenTo = source => patterns.Any(pattern => pattern.Matches(source.Name)),
            Sample = Note,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public void Dispose() => _listener.Dispose();

    private ActivitySamplingResult Note(ref ActivityCreationOptions<ActivityContext> options)
    {
        if (_policy.Value.MayAskForSource)
        {
            SourceNote.Write(options.Source.Name, options.Name, options.TraceId);
        }

        return ActivitySamplingResult.None;
    }
}
