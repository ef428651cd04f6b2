using System.Diagnostics;
using DistributedTracing.Tests.Shared;
using OpenTelemetry.Trace;

namespace DistributedTracing.Http.Tests;

/// <summary>No callee gets a parent that nobody ever exports, whoever listens to the source of HttpClient and whatever the sampler says.</summary>
public sealed class UnexportedSpanTests : IAsyncLifetime
{
    private const string Formats = "Propagation:Inject";

    private readonly ActivitySource _around = new(ClientHost.AroundSource);
    private OtlpCollector _server = null!;

    public async Task InitializeAsync() => _server = await OtlpCollector.StartAsync();

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        _around.Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Recorded_WithoutASpanAround_SendsItself(bool followsRedirects)
    {
        await using var host = await StartAsync(followsRedirects, tracing => tracing.AddHttpClient());

        await GetAsync(host);

        var span = (await host.StopAsync()).Should().ContainSingle().Subject;
        TraceParent.Should().Be($"00-{span.TraceId}-{span.SpanId}-03");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task NotListenedTo_InsideASpan_SendsTheSpanAround(bool followsRedirects)
    {
        await using var host = await StartAsync(followsRedirects, _ => { });

        using var around = _around.StartActivity("around")!;
        await GetAsync(host);

        TraceParent.Should().Be($"00-{around.TraceId}-{around.SpanId}-03");
        (await host.StopAsync()).Should().BeEmpty();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task NotListenedTo_WithoutASpanAround_SendsNothing(bool followsRedirects)
    {
        await using var host = await StartAsync(followsRedirects, _ => { });

        await GetAsync(host);

        Sent.Should().BeEmpty();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task NotListenedTo_ButWatchedByADiagnosticSubscriber_SendsNothing(bool followsRedirects)
    {
        await using var host = await StartAsync(followsRedirects, _ => { });

        using (DiagnosticListener.AllListeners.Subscribe(new Watcher()))
        {
            await GetAsync(host);
        }

        Sent.Should().BeEmpty("an id with the word that it is not sampled would only keep the callee from recording");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task DroppedByTheApplicationsSampler_InsideASpan_SendsTheSpanAround(bool followsRedirects)
    {
        await using var host = await StartAsync(
            followsRedirects, tracing => tracing.AddHttpClient().ConfigureTracerProvider(provider => provider.SetSampler(new DropHttpClient())));

        using var around = _around.StartActivity("around")!;
        await GetAsync(host);

        TraceParent.Should().Be($"00-{around.TraceId}-{around.SpanId}-03");
        (await host.StopAsync()).Should().BeEmpty();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task DroppedByTheRatio_SendsThatNothingIsSampled(bool followsRedirects)
    {
        await using var host = await StartAsync(followsRedirects, tracing => tracing.AddHttpClient(), ("Sampling:Ratio", "0"));

        await GetAsync(host);
        using var around = _around.StartActivity("around")!;
        await GetAsync(host);

        (await host.StopAsync()).Should().BeEmpty();
        _server.Requests.Should().HaveCount(2).And.AllSatisfy(request => request.Headers["traceparent"].Should().EndWith("-02", "nothing is sampled, and the id is random"));
        _server.Requests.Last().Headers["traceparent"].Should().Contain($"{around.TraceId}-{around.SpanId}");
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task InsideAnActivityOfTheApplication_SendsWhatIsKnownOfIt(bool isListenedTo, bool followsRedirects)
    {
        await using var host = await StartAsync(followsRedirects, tracing =>
        {
            if (isListenedTo)
            {
                tracing.AddHttpClient();
            }
        });

        using var own = new Activity("job").Start();
        own.ActivityTraceFlags = ActivityTraceFlags.Recorded;
        await GetAsync(host);

        var spans = await host.StopAsync();
        spans.Should().HaveCount(isListenedTo ? 1 : 0);
        TraceParent.Should().Be($"00-{own.TraceId}-{(isListenedTo ? spans[0].SpanId : own.SpanId)}-03");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task PropagatorSetToNull_StaysOff(bool followsRedirects)
    {
        await using var host = await ClientHost.StartAsync([], sending =>
        {
            sending.AllowAutoRedirect = followsRedirects;
            sending.ActivityHeadersPropagator = null;
            return sending;
        });

        using var around = _around.StartActivity("around")!;
        await GetAsync(host);

        Sent.Should().BeEmpty();
        (await host.StopAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task PropagatorOfTheApplication_IsUsed()
    {
        await using var host = await ClientHost.StartAsync([(Formats, "b3")], sending =>
        {
            sending.ActivityHeadersPropagator = DistributedContextPropagator.CreatePreW3CPropagator();
            return sending;
        });

        await GetAsync(host);

        var span = (await host.StopAsync()).Should().ContainSingle().Subject;
        Sent.Should().Equal(KeyValuePair.Create("traceparent", $"00-{span.TraceId}-{span.SpanId}-03"), KeyValuePair.Create("tracestate", "ot=th:0"));
    }

    private IEnumerable<KeyValuePair<string, string>> Sent => SentContext.Headers(_server.Requests.Single().Headers);

    private string TraceParent => _server.Requests.Single().Headers["traceparent"];

    private static Task<ClientHost> StartAsync(bool followsRedirects, Action<TracingBuilder> configure, params (string, string)[] settings) =>
        ClientHost.StartAsync([(Formats, "tracecontext"), .. settings], sending =>
        {
            sending.AllowAutoRedirect = followsRedirects;
            return sending;
        }, configure: configure);

    private async Task GetAsync(ClientHost host)
    {
        using var response = await host.Client.GetAsync(_server.Address);
    }

    private sealed class DropHttpClient : Sampler
    {
        public override SamplingResult ShouldSample(in SamplingParameters samplingParameters) =>
            new(samplingParameters.Kind == ActivityKind.Client ? SamplingDecision.Drop : SamplingDecision.RecordAndSample);
    }

    private sealed class Watcher : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
    {
        public void OnNext(DiagnosticListener value)
        {
            if (value.Name == "HttpHandlerDiagnosticListener")
            {
                value.Subscribe(this);
            }
        }

        public void OnNext(KeyValuePair<string, object?> value)
        {
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }
    }
}
