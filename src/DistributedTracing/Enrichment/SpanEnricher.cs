using System.Diagnostics;

namespace DistributedTracing.Enrichment;

/// <summary>Adds to the spans of one source what the framework leaves out, once, when they end. Thread safe.</summary>
internal abstract class SpanEnricher(string sourceName)
{
    public string SourceName => sourceName;

    /// <summary>Called for each recorded span of the source when it ends; what it throws is logged and costs the span nothing else.</summary>
    public abstract void OnEnd(Activity activity);
}
