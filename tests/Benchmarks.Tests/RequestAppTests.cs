using Benchmarks.Requests;

namespace Benchmarks.Tests;

// One class, so one after the other: the switch of the framework's attributes is one for the process.
public sealed class RequestAppTests
{
    private const int Requests = 300;

    // {"id":7,"content":"2 chairs, 1 table","total":249.5}
    private const int BodyLength = 52;

    public static TheoryData<string, double, string, double> Cases { get; } = new()
    {
        { nameof(TracingMode.None), 1, nameof(IncomingContext.None), 0 },
        { nameof(TracingMode.Stock), 1, nameof(IncomingContext.None), 1 },
        { nameof(TracingMode.Ours), 1, nameof(IncomingContext.None), 1 },
        { nameof(TracingMode.Stock), 0, nameof(IncomingContext.None), 0 },
        { nameof(TracingMode.Ours), 0, nameof(IncomingContext.None), 0 },
        { nameof(TracingMode.Stock), 0, nameof(IncomingContext.TraceParentSampled), 1 },
        { nameof(TracingMode.Ours), 0, nameof(IncomingContext.TraceParentSampled), 1 },
        { nameof(TracingMode.Stock), 1, nameof(IncomingContext.TraceParentUnsampled), 0 },
        { nameof(TracingMode.Ours), 1, nameof(IncomingContext.TraceParentUnsampled), 0 },
        { nameof(TracingMode.Stock), 0, nameof(IncomingContext.B3Sampled), 0 },
        { nameof(TracingMode.Ours), 0, nameof(IncomingContext.B3Sampled), 1 },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Serve_EachMode_AnswersAndSendsTheSampledSpans(string mode, double ratio, string incoming, double spansPerRequest)
    {
        var scenario = RequestScenario.FromArguments([mode, ratio.ToString(System.Globalization.CultureInfo.InvariantCulture), incoming]);
        await using var sink = await SpanSink.StartAsync();
        await using var app = await RequestApp.StartAsync(scenario, sink.Address);

        var slice = app.Serve(Requests);

        app.LastStatusCode.Should().Be(200);
        app.LastLength.Should().Be(BodyLength);
        slice.Nanoseconds.Should().BePositive();
        sink.Spans.Should().Be((long)(Requests * spansPerRequest));
    }

    [Fact]
    public async Task Serve_OursUnsampled_AllocatesNoMoreThanWithoutTracing()
    {
        var sink = new Uri("http://127.0.0.1:9");
        var bytes = new List<double>();
        foreach (var mode in new[] { TracingMode.None, TracingMode.Ours })
        {
            await using var app = await RequestApp.StartAsync(new RequestScenario(mode, 0, IncomingContext.None), sink);
            app.Serve(Requests);
            bytes.Add(app.Serve(Requests).Bytes);
        }

        // OpenTelemetry's SDK enumerates something for each decision; code optimised by what it has seen keeps that on the stack.
        const double Enumerator = 48;
        (bytes[1] - bytes[0]).Should().BeLessThanOrEqualTo(Enumerator);
    }

    [Fact]
    public void Slice_Written_IsReadBack()
    {
        var slice = new RequestSlice(3, 1.5, 2.25, 1e9);

        RequestSlice.Parse(slice.ToString()).Should().Be(slice);
    }
}
