using System.Diagnostics;
using DistributedTracing.Propagation;
using DistributedTracing.Spans;

namespace DistributedTracing;

/// <summary>A span in progress: a value over the <see cref="System.Diagnostics.Activity"/>, which is absent when nothing is recorded.</summary>
/// <remarks>
/// Every member may be called whether or not the span is recorded; when it is not, nothing happens and nothing is allocated.
/// Disposing ends the span. Like <see cref="System.Diagnostics.Activity"/> itself it is used by one flow of execution at a time.
/// See <see href="https://github.com/open-telemetry/opentelemetry-specification/blob/v1.60.0/specification/trace/api.md#span"/>.
/// </remarks>
/// <param name="activity">The activity, or <see langword="null"/> when the span was not sampled.</param>
public readonly struct Span(Activity? activity) : IDisposable, IEquatable<Span>
{
    /// <summary>Gets the span that surrounds the running code, or a span that records nothing.</summary>
    public static Span Current => new(Activity.Current);

    /// <summary>Gets the underlying activity, or <see langword="null"/> when the span was not sampled.</summary>
    public Activity? Activity => activity;

    /// <summary>Gets whether what is set on the span is kept. Use it before work that only serves the span.</summary>
    public bool IsRecording => activity is { IsAllDataRequested: true };

    /// <summary>Gets the context that other spans link to; the default value when there is no activity.</summary>
    public ActivityContext Context => activity?.Context ?? default;

    /// <summary>Sets an attribute; <see langword="null"/> removes it.</summary>
    /// <param name="key">The attribute's name, such as <c>order.id</c>.</param>
    /// <param name="value">The value.</param>
    /// <returns>This span.</returns>
    public Span SetAttribute(string key, string? value)
    {
        if (IsRecording)
        {
            activity!.SetTag(key, value);
        }

        return this;
    }

    /// <inheritdoc cref="SetAttribute(string, string)"/>
    public Span SetAttribute(string key, bool value) => SetValue(key, value);

    /// <inheritdoc cref="SetAttribute(string, string)"/>
    public Span SetAttribute(string key, long value) => SetValue(key, value);

    /// <inheritdoc cref="SetAttribute(string, string)"/>
    public Span SetAttribute(string key, double value) => SetValue(key, value);

    /// <summary>Sets an attribute with several values of one kind.</summary>
    /// <param name="key">The attribute's name.</param>
    /// <param name="values">The values: an array of texts, booleans, whole numbers or floating-point numbers.</param>
    /// <returns>This span.</returns>
    /// <typeparam name="T">The kind of the values.</typeparam>
    public Span SetAttribute<T>(string key, T[]? values)
    {
        if (IsRecording)
        {
            activity!.SetTag(key, values);
        }

        return this;
    }

    /// <summary>Adds an event with the current time.</summary>
    /// <param name="name">The event's name, without values in it.</param>
    /// <param name="attributes">The event's attributes.</param>
    /// <returns>This span.</returns>
    public Span AddEvent(string name, params ReadOnlySpan<KeyValuePair<string, object?>> attributes)
    {
        if (IsRecording)
        {
            activity!.AddEvent(new ActivityEvent(name, tags: attributes.IsEmpty ? null : new ActivityTagsCollection(attributes.ToArray())));
        }

        return this;
    }

    /// <summary>Adds a link to another span. Links known beforehand belong into the start of the span, where samplers see them.</summary>
    /// <param name="context">The other span's context; an invalid one is ignored.</param>
    /// <returns>This span.</returns>
    public Span AddLink(ActivityContext context)
    {
        if (IsRecording && context.HasIds())
        {
            activity!.AddLink(new ActivityLink(context));
        }

        return this;
    }

    /// <summary>Records an exception that ended the operation: an event, the attribute <c>error.type</c> and the status.</summary>
    /// <param name="exception">The exception.</param>
    /// <returns>This span.</returns>
    /// <remarks>
    /// The same exception again adds no second event. See
    /// <see href="https://github.com/open-telemetry/semantic-conventions/blob/v1.44.0/docs/general/recording-errors.md"/>.
    /// </remarks>
    public Span RecordError(Exception exception)
    {
        if (exception is not null && IsRecording)
        {
            RecordedException.AddOnce(activity!, exception);
            activity!.SetTag("error.type", exception.GetType().FullName);
            activity.SetStatus(ActivityStatusCode.Error, exception.Message);
        }

        return this;
    }

    /// <summary>Marks the operation as failed without an exception.</summary>
    /// <param name="errorType">A name for the kind of failure with few possible values, such as <c>payment_declined</c>.</param>
    /// <param name="description">What went wrong, for people.</param>
    /// <returns>This span.</returns>
    public Span SetError(string errorType, string? description = null)
    {
        if (IsRecording)
        {
            activity!.SetTag("error.type", errorType);
            activity.SetStatus(ActivityStatusCode.Error, description);
        }

        return this;
    }

    /// <summary>Ends the span. Calling it again does nothing.</summary>
    public void Dispose() => activity?.Dispose();

    /// <inheritdoc/>
    public bool Equals(Span other) => ReferenceEquals(activity, other.Activity);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Span other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => activity?.GetHashCode() ?? 0;

    /// <summary>Whether both stand for the same activity.</summary>
    /// <param name="left">One span.</param>
    /// <param name="right">The other span.</param>
    /// <returns><see langword="true"/> when they do.</returns>
    public static bool operator ==(Span left, Span right) => left.Equals(right);

    /// <summary>Whether they stand for different activities.</summary>
    /// <param name="left">One span.</param>
    /// <param name="right">The other span.</param>
    /// <returns><see langword="true"/> when they do.</returns>
    public static bool operator !=(Span left, Span right) => !left.Equals(right);

    // Boxed here, after the check, so that an unrecorded span costs no allocation.
    private Span SetValue<T>(string key, T value)
        where T : struct
    {
        if (IsRecording)
        {
            activity!.SetTag(key, value);
        }

        return this;
    }
}
