using System.Diagnostics;
using DistributedTracing.AspNetCore.Internal.Trust;
using Microsoft.AspNetCore.Http;
using OpenTelemetry.Trace;

namespace DistributedTracing.AspNetCore.Internal;

/// <summary>The request this thread is about to have a span for, known from just before the span is sampled until the pipeline begins.</summary>
/// <remarks>
/// An <c>IHttpContextAccessor</c> knows it as well, but any accessor keeps the framework from using its context objects again: about
/// 300 bytes a request, and 200 more for the copies of the execution context that carry it.
/// </remarks>
internal static class RequestAtHand
{
    [ThreadStatic]
    private static HttpContext? _context;

    [ThreadStatic]
    private static TrustVerdict? _verdict;

    public static HttpContext? Context
    {
        get => _context;
        set
        {
            _context = value;
            _verdict = null;
        }
    }

    /// <summary>Gets or sets how far its sender is believed, once that was asked; it is asked for context, baggage and link.</summary>
    public static TrustVerdict? Verdict
    {
        get => _verdict;
        set => _verdict = value;
    }

    /// <summary>Gets the request, if it is its span that is being sampled.</summary>
    public static HttpContext? Of(in SamplingParameters parameters) =>
        parameters.Kind == ActivityKind.Server && parameters.Name == HttpServerSpans.OperationName ? _context : null;
}
