using System.Diagnostics;
using OpenTelemetry.Trace;

namespace DistributedTracing.Sampling;

/// <summary>Which source starts the span that is being sampled on this thread; OpenTelemetry does not tell its samplers.</summary>
/// <remarks>Written by <see cref="SourceListener"/>, which hears of a span just before OpenTelemetry does.</remarks>
internal static class SourceNote
{
    [ThreadStatic]
    private static Note _note;

    public static void Write(string source, string name, ActivityTraceId traceId) => _note = new Note(source, name, traceId);

    /// <summary>Gets the source, or null when the note is about another span: not every source is listened to.</summary>
    public static string? For(in SamplingParameters parameters)
    {
        ref readonly var note = ref _note;
        return note.TraceId == parameters.TraceId && ReferenceEquals(note.Name, parameters.Name) ? note.Source : null;
    }

    private readonly record struct Note(string? Source, string? Name, ActivityTraceId TraceId);
}
