using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;

namespace DistributedTracing.AspNetCore.Internal;

/// <summary>Puts on the server span what the developer exception page shows; it neither lets the exception through nor leaves a feature.</summary>
internal sealed class DeveloperPageExceptionRecorder : IDeveloperPageExceptionFilter
{
    public Task HandleExceptionAsync(ErrorContext errorContext, Func<ErrorContext, Task> next)
    {
        if (errorContext.HttpContext.Features.Get<IHttpActivityFeature>()?.Activity is { IsAllDataRequested: true } activity)
        {
            var exception = errorContext.Exception;
            HttpServerSpans.RecordException(activity, exception, HttpServerSpans.StatusCodeOf(exception));
        }

        return next(errorContext);
    }
}
