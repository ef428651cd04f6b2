using DistributedTracing.Viewer.Internal.Intake;
using DistributedTracing.Viewer.Internal.Jaeger;
using DistributedTracing.Viewer.Internal.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace DistributedTracing.Viewer.Internal.Web;

/// <summary>The store when this process holds it, and what it answers: OTLP in, queries and the page out. Thread safe.</summary>
internal sealed class HeldStore : IDisposable
{
    private readonly OtlpIntake _intake;
    private readonly JaegerApi _jaeger;
    private readonly SummaryApi _summaries;
    private readonly ILogger _logger;
    private int _hasReported;

    public HeldStore(ViewerTracingOptions options, string service, TimeProvider time, ILogger logger)
    {
        var store = new TraceStore(options.MaxTraces, options.MaxSpansPerTrace, options.MaxBytes);
        _intake = new OtlpIntake(store, options.MaxRequestBytes);
        _jaeger = new JaegerApi(store, time);
        _summaries = new SummaryApi(store, service);
        _logger = logger;
    }

    /// <summary>Answers a request to the store's own port.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        try
        {
            await RouteAsync(context).ConfigureAwait(false);
        }
        catch (Exception exception) when (!context.RequestAborted.IsCancellationRequested)
        {
            // Once: whatever provokes it may come with every request.
            if (Interlocked.Exchange(ref _hasReported, 1) == 0)
            {
                _logger.RequestFailed(exception);
            }

            throw;
        }
    }

    /// <summary>Answers a query.</summary>
    /// <param name="context">The request.</param>
    /// <param name="path">The segments after <c>/api</c>.</param>
    public Task HandleApiAsync(HttpContext context, string[] path) =>
        path is ["viewer", .. var rest] ? _summaries.HandleAsync(context, rest) : _jaeger.HandleAsync(context, path);

    public void Dispose() => _intake.Dispose();

    private Task RouteAsync(HttpContext context)
    {
        var path = context.Request.Path;
        if (!LocalCaller.Is(context))
        {
            return OtlpReply.FailedAsync(
                context, OtlpEncoding.Json, StatusCodes.Status403Forbidden, "The trace viewer answers this machine only, addressed as localhost.");
        }

        if (path == "/v1/traces")
        {
            return _intake.HandleAsync(context);
        }

        if (path == "/")
        {
            context.Response.Redirect(ViewerSite.Path);
            return Task.CompletedTask;
        }

        // "/api/…" as Jaeger has it is the same as "/_tracing/api/…", which the page uses.
        return ViewerSite.HandleAsync(context, path.StartsWithSegments(ViewerSite.Path, out var rest) ? rest : path, HandleApiAsync);
    }
}
