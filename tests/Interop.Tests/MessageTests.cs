using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using Interop.Tests.Messages;
using Interop.Tests.Trips;
using Samples.Infrastructure.Processes;

namespace Interop.Tests;

/// <summary>RabbitMQ.Client writes and reads the context by itself, through the propagator that is ours.</summary>
public sealed class MessageTests(Broker broker) : IClassFixture<Broker>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    // A line of each publisher's headers, by the ids of its span "publish".
    private static readonly Dictionary<string, Func<ReceivedSpan, (string Name, string Value)>> Written = new()
    {
        ["tracecontext"] = span => ("traceparent", $"00-{span.TraceId}-{span.SpanId}-01"),
        ["b3"] = span => ("b3", $"{span.TraceId}-{span.SpanId}-1"),
        ["b3multi"] = span => ("X-B3-SpanId", span.SpanId),
        ["jaeger"] = span => ("uber-trace-id", $"{span.TraceId}:{span.SpanId}:0:1"),
    };

    private static readonly string[] ContextHeaders = ["traceparent", "b3", "X-B3-TraceId", "uber-trace-id"];

    [Theory]
    [InlineData("tracecontext")]
    [InlineData("b3")]
    [InlineData("b3multi")]
    [InlineData("jaeger")]
    public async Task Message_PublishedInFormat_ConsumerKnowsTheSender(string format)
    {
        var caller = new Caller(Decision.Sampled);

        var message = await SendAsync(format, caller);

        var spans = await Polling.UntilAsync(() => Task.FromResult(SpansOf(caller)), spans => spans.Count >= 4, Patience);
        spans.Should().HaveCount(4);
        var request = spans.Single(span => span.Kind == ActivityKind.Server);
        var publish = spans.Single(span => span.Source == "RabbitMQ.Client.Publisher");
        var deliver = spans.Single(span => span.Source == "RabbitMQ.Client.Subscriber");
        var handle = spans.Single(span => span.Source == "MessageApp");
        (request.Service, request.ParentId).Should().Be((format, caller.SpanId));
        (publish.Service, publish.ParentId).Should().Be((format, request.SpanId));
        deliver.Links.Should().Equal((publish.TraceId, publish.SpanId));
        (handle.Service, handle.TraceId, handle.ParentId).Should().Be(("consumer", caller.TraceId, publish.SpanId));

        var (name, value) = Written[format](publish);
        message.Headers.Should().Contain(name, value);
        message.Headers.Keys.Intersect(ContextHeaders).Should().ContainSingle("one format is written");
        message.Baggage.Should().BeEquivalentTo(Caller.Baggage);
    }

    private async Task<ReceivedMessage> SendAsync(string format, Caller caller)
    {
        using var handler = new SocketsHttpHandler { ActivityHeadersPropagator = null };
        using var client = new HttpClient(handler);
        var path = $"/messages/{caller.SpanId}";
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(broker.Publisher(format).Address, path));
        foreach (var (name, value) in caller.Headers("tracecontext"))
        {
            request.Headers.TryAddWithoutValidation(name, value).Should().BeTrue();
        }

        using var published = await client.SendAsync(request);
        published.EnsureSuccessStatusCode();

        var arrived = new Uri(broker.Consumer.Address, path);
        var response = await Polling.UntilAsync(() => client.GetAsync(arrived), response => response.StatusCode == HttpStatusCode.OK, Patience);
        response.StatusCode.Should().Be(HttpStatusCode.OK, broker.Consumer.Log.Replace("{", "{{").Replace("}", "}}"));
        return (await response.Content.ReadFromJsonAsync<ReceivedMessage>())!;
    }

    // Those of the caller's trace, and those that link to it.
    private IReadOnlyList<ReceivedSpan> SpansOf(Caller caller) =>
        [.. broker.Collector.Spans.Where(span => span.TraceId == caller.TraceId || span.Links.Any(link => link.TraceId == caller.TraceId))];
}
