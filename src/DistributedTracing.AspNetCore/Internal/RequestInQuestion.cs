using DistributedTracing.Sampling.Explain;
using Microsoft.AspNetCore.Http;

namespace DistributedTracing.AspNetCore.Internal;

/// <summary>Puts a made-up request where samplers look for the one at hand.</summary>
internal sealed class RequestInQuestion : IQuestionStage
{
    public string SourceName => HttpServerSpans.SourceName;

    public string SpanName => HttpServerSpans.OperationName;

    public IDisposable Enter(SamplingQuestion question)
    {
        var stage = new Stage(RequestAtHand.Context);
        RequestAtHand.Context = ContextOf(question);
        return stage;
    }

    private static DefaultHttpContext ContextOf(SamplingQuestion question)
    {
        var context = new DefaultHttpContext();
        var request = context.Request;
        request.Path = new PathString(question.Path);
        request.Method = question.Method;
        request.Scheme = question.Scheme;
        request.Host = new HostString(question.Host);
        context.Connection.RemoteIpAddress = question.RemoteAddress;
        if (question.Baggage.Count > 0)
        {
            request.Headers["baggage"] = string.Join(',', question.Baggage.Select(item => $"{item.Key}={Uri.EscapeDataString(item.Value)}"));
        }

        foreach (var (name, value) in question.Headers)
        {
            request.Headers[name] = value;
        }

        return context;
    }

    private sealed class Stage(HttpContext? before) : IDisposable
    {
        public void Dispose() => RequestAtHand.Context = before;
    }
}
