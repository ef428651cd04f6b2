using System.Diagnostics;
using System.Runtime.ExceptionServices;
using DistributedTracing.Spans;

namespace DistributedTracing;

/// <summary>Runs work in a span that always ends, and that records the exception and the error status when the work throws.</summary>
/// <remarks>
/// The work runs whether or not the span is recorded, and its exceptions reach the caller unchanged. Thread safe.
/// When there is no span to end, because nobody listens or the current trace is not sampled, the asynchronous forms return the
/// work's own task.
/// </remarks>
public static class ActivitySourceRunExtensions
{
    /// <summary>Runs work in a span.</summary>
    /// <param name="source">The source.</param>
    /// <param name="name">What is done, without values in it.</param>
    /// <param name="work">The work; it gets the span.</param>
    /// <param name="kind">The span's role. The default is <see cref="ActivityKind.Internal"/>.</param>
    public static void Run(this ActivitySource source, string name, Action<Span> work, ActivityKind kind = ActivityKind.Internal)
    {
        ArgumentNullException.ThrowIfNull(work);
        using var span = source.StartSpan(name, kind);
        try
        {
            work(span);
        }
        catch (Exception exception) when (Record(span, exception))
        {
            throw;
        }
    }

    /// <summary>Runs work that has a result in a span.</summary>
    /// <param name="source">The source.</param>
    /// <param name="name">What is done, without values in it.</param>
    /// <param name="work">The work; it gets the span.</param>
    /// <param name="kind">The span's role. The default is <see cref="ActivityKind.Internal"/>.</param>
    /// <returns>The work's result.</returns>
    /// <typeparam name="T">The result's type.</typeparam>
    public static T Run<T>(this ActivitySource source, string name, Func<Span, T> work, ActivityKind kind = ActivityKind.Internal)
    {
        ArgumentNullException.ThrowIfNull(work);
        using var span = source.StartSpan(name, kind);
        try
        {
            return work(span);
        }
        catch (Exception exception) when (Record(span, exception))
        {
            throw;
        }
    }

    /// <summary>Runs asynchronous work in a span, which ends when the task does.</summary>
    /// <param name="source">The source.</param>
    /// <param name="name">What is done, without values in it.</param>
    /// <param name="work">The work; it gets the span.</param>
    /// <param name="kind">The span's role. The default is <see cref="ActivityKind.Internal"/>.</param>
    /// <returns>A task that ends as the work's task does.</returns>
    public static Task RunAsync(this ActivitySource source, string name, Func<Span, Task> work, ActivityKind kind = ActivityKind.Internal)
    {
        ArgumentNullException.ThrowIfNull(work);
        var current = CurrentSpan.Capture();
        var span = source.StartSpan(name, kind);
        if (span.Activity is null)
        {
            return RunUnrecorded(work, ThrowAsync);
        }

        var task = RunInSpanAsync(span, work);

        // The span is current inside the work only; here, outside an async method, it would stay so for the caller.
        current.Restore();
        return task;
    }

    /// <summary>Runs asynchronous work that has a result in a span, which ends when the task does.</summary>
    /// <param name="source">The source.</param>
    /// <param name="name">What is done, without values in it.</param>
    /// <param name="work">The work; it gets the span.</param>
    /// <param name="kind">The span's role. The default is <see cref="ActivityKind.Internal"/>.</param>
    /// <returns>A task with the work's result.</returns>
    /// <typeparam name="T">The result's type.</typeparam>
    public static Task<T> RunAsync<T>(this ActivitySource source, string name, Func<Span, Task<T>> work, ActivityKind kind = ActivityKind.Internal)
    {
        ArgumentNullException.ThrowIfNull(work);
        var current = CurrentSpan.Capture();
        var span = source.StartSpan(name, kind);
        if (span.Activity is null)
        {
            return RunUnrecorded(work, ThrowAsync<T>);
        }

        var task = RunInSpanAsync(span, work);

        // The span is current inside the work only; here, outside an async method, it would stay so for the caller.
        current.Restore();
        return task;
    }

    // What the work throws before its first await ends up in the task, as it does when the span is recorded; a cancellation cancels it.
    private static TTask RunUnrecorded<TTask>(Func<Span, TTask> work, Func<Exception, TTask> fail)
    {
        try
        {
            return work(default);
        }
        catch (Exception exception)
        {
            return fail(exception);
        }
    }

#pragma warning disable CS1998 // Without an await: it is "async" that turns the exception into a failed or cancelled task.
    private static async Task ThrowAsync(Exception exception) => ExceptionDispatchInfo.Throw(exception);

    private static async Task<T> ThrowAsync<T>(Exception exception)
    {
        ExceptionDispatchInfo.Throw(exception);
        return default;
    }
#pragma warning restore CS1998

    private static async Task RunInSpanAsync(Span span, Func<Span, Task> work)
    {
        using var _ = span;
        try
        {
            await work(span).ConfigureAwait(false);
        }
        catch (Exception exception) when (Record(span, exception))
        {
            throw;
        }
    }

    private static async Task<T> RunInSpanAsync<T>(Span span, Func<Span, Task<T>> work)
    {
        using var _ = span;
        try
        {
            return await work(span).ConfigureAwait(false);
        }
        catch (Exception exception) when (Record(span, exception))
        {
            throw;
        }
    }

    // A filter: it runs before the stack unwinds and never catches, so a debugger still stops where the exception was thrown.
    private static bool Record(Span span, Exception exception)
    {
        span.RecordError(exception);
        return false;
    }
}
