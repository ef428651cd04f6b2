using System.Diagnostics;
using DistributedTracing.Propagation;
using DistributedTracing.Spans;

namespace DistributedTracing;

/// <summary>Starts spans on an <see cref="ActivitySource"/>.</summary>
/// <remarks>Thread safe. No member throws for a source that nobody records: the span then records nothing.</remarks>
public static class ActivitySourceSpanExtensions
{
    /// <summary>Starts a span as a child of the current one. Dispose it to end it.</summary>
    /// <param name="source">The source.</param>
    /// <param name="name">What is done, without values in it: <c>reserve stock</c>.</param>
    /// <param name="kind">The span's role. The default is <see cref="ActivityKind.Internal"/>.</param>
    /// <returns>The span.</returns>
    public static Span StartSpan(this ActivitySource source, string name, ActivityKind kind = ActivityKind.Internal)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new Span(source.StartActivity(name, kind));
    }

    /// <summary>Starts a span with links to other spans, such as the messages that a batch consists of.</summary>
    /// <param name="source">The source.</param>
    /// <param name="name">What is done, without values in it.</param>
    /// <param name="kind">The span's role.</param>
    /// <param name="links">The linked spans; an invalid context among them is ignored.</param>
    /// <param name="parent">The parent; the default value means the current span.</param>
    /// <returns>The span.</returns>
    public static Span StartSpan(
        this ActivitySource source, string name, ActivityKind kind, IEnumerable<ActivityContext> links, ActivityContext parent = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(links);
        return source.HasListeners()
            ? new Span(source.StartActivity(kind, parent, links: Links(links), name: name))
            : default;
    }

    /// <summary>Starts a span whose name has a place for a value: <c>StartSpanFromTemplate("load order {order.id}", 42)</c>.</summary>
    /// <param name="source">The source.</param>
    /// <param name="nameTemplate">The name. It stays as it is, so that spans group well; the value becomes the attribute named in braces.</param>
    /// <param name="value">The value.</param>
    /// <returns>The span.</returns>
    /// <typeparam name="T">The value's type; not boxed when the span is not recorded.</typeparam>
    public static Span StartSpanFromTemplate<T>(this ActivitySource source, string nameTemplate, T value)
    {
        var span = source.StartSpan(nameTemplate);
        if (span.IsRecording)
        {
            SpanTemplate.SetAttribute(span.Activity!, nameTemplate, 0, value);
        }

        return span;
    }

    /// <summary>Starts a span whose name has places for two values.</summary>
    /// <param name="source">The source.</param>
    /// <param name="nameTemplate">The name, with the attributes' names in braces, in the order of the values.</param>
    /// <param name="value1">The first value.</param>
    /// <param name="value2">The second value.</param>
    /// <returns>The span.</returns>
    /// <typeparam name="T1">The first value's type.</typeparam>
    /// <typeparam name="T2">The second value's type.</typeparam>
    public static Span StartSpanFromTemplate<T1, T2>(this ActivitySource source, string nameTemplate, T1 value1, T2 value2)
    {
        var span = source.StartSpanFromTemplate(nameTemplate, value1);
        if (span.IsRecording)
        {
            SpanTemplate.SetAttribute(span.Activity!, nameTemplate, 1, value2);
        }

        return span;
    }

    /// <summary>Starts a span whose name has places for three values.</summary>
    /// <param name="source">The source.</param>
    /// <param name="nameTemplate">The name, with the attributes' names in braces, in the order of the values.</param>
    /// <param name="value1">The first value.</param>
    /// <param name="value2">The second value.</param>
    /// <param name="value3">The third value.</param>
    /// <returns>The span.</returns>
    /// <typeparam name="T1">The first value's type.</typeparam>
    /// <typeparam name="T2">The second value's type.</typeparam>
    /// <typeparam name="T3">The third value's type.</typeparam>
    public static Span StartSpanFromTemplate<T1, T2, T3>(this ActivitySource source, string nameTemplate, T1 value1, T2 value2, T3 value3)
    {
        var span = source.StartSpanFromTemplate(nameTemplate, value1, value2);
        if (span.IsRecording)
        {
            SpanTemplate.SetAttribute(span.Activity!, nameTemplate, 2, value3);
        }

        return span;
    }

    private static IEnumerable<ActivityLink> Links(IEnumerable<ActivityContext> contexts) =>
        contexts.Where(context => context.HasIds()).Select(context => new ActivityLink(context));
}
