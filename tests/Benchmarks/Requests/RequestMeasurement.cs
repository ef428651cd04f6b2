using System.Globalization;

namespace Benchmarks.Requests;

/// <summary>Warm processes, one for each scenario and a sink for each, measured in slices in a new order each round.</summary>
internal sealed class RequestMeasurement : IAsyncDisposable
{
    private const int WarmUpSlices = 10;
    private const int WarmUpRequests = 50_000;

    private readonly List<Member> _members = [];
    private readonly Random _random = new(1);

    public static async Task<RequestMeasurement> StartAsync(IEnumerable<RequestScenario> scenarios)
    {
        var measurement = new RequestMeasurement();
        foreach (var scenario in scenarios)
        {
            var sink = new ChildProcess(SpanSink.Command);
            var address = await sink.ReadAsync();
            var member = new Member(scenario, sink, new ChildProcess([RequestChild.Command, address, .. scenario.ToArguments()]));
            measurement._members.Add(member);

            // The best code comes late: after some hundred thousand requests, and made by a thread of its own.
            for (var i = 0; i < WarmUpSlices; i++)
            {
                await member.ServeAsync(WarmUpRequests);
                await Task.Delay(50);
            }
        }

        return measurement;
    }

    /// <summary>Measures; the first scenario is what the others are compared with, so it is measured between every two of them.</summary>
    public async Task RunAsync(int rounds, int requests)
    {
        var none = _members[0];
        for (var round = 0; round < rounds; round++)
        {
            var before = await none.MeasureAsync(requests);
            foreach (var member in _members.Skip(1).OrderBy(_ => _random.Next()).ToList())
            {
                var slice = await member.MeasureAsync(requests);
                var after = await none.MeasureAsync(requests);
                member.Compare(slice, before, after);
                before = after;
            }
        }
    }

    public async Task<IReadOnlyList<RequestResult>> ResultsAsync()
    {
        var results = new List<RequestResult>();
        foreach (var member in _members)
        {
            results.Add(await member.ResultAsync());
        }

        return results;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var member in _members)
        {
            await member.DisposeAsync();
        }
    }

    private sealed class Member(RequestScenario scenario, ChildProcess sink, ChildProcess child) : IAsyncDisposable
    {
        private readonly List<RequestSlice> _slices = [];
        private readonly List<RequestSlice> _added = [];
        private long _served;

        public async Task<RequestSlice> ServeAsync(int requests)
        {
            _served += requests;
            return RequestSlice.Parse(await child.AskAsync(requests.ToString(CultureInfo.InvariantCulture)));
        }

        public async Task<RequestSlice> MeasureAsync(int requests)
        {
            var slice = await ServeAsync(requests);
            _slices.Add(slice);
            return slice;
        }

        public void Compare(RequestSlice slice, RequestSlice before, RequestSlice after) => _added.Add(new RequestSlice(
            slice.Requests,
            slice.Nanoseconds - ((before.Nanoseconds + after.Nanoseconds) / 2),
            slice.Bytes - ((before.Bytes + after.Bytes) / 2),
            slice.CpuNanoseconds - ((before.CpuNanoseconds + after.CpuNanoseconds) / 2)));

        public async Task<RequestResult> ResultAsync()
        {
            var spans = long.Parse(await sink.AskAsync("spans"), CultureInfo.InvariantCulture);
            return new RequestResult(
                scenario,
                _slices.Select(slice => slice.Nanoseconds).Median(),
                _added.Count == 0 ? 0 : _added.Select(slice => slice.Nanoseconds).Median(),
                _slices.Select(slice => slice.CpuNanoseconds).Median(),
                _added.Count == 0 ? 0 : _added.Select(slice => slice.CpuNanoseconds).Median(),
                _slices.Select(slice => slice.Bytes).Median(),
                _added.Count == 0 ? 0 : _added.Select(slice => slice.Bytes).Median(),
                (double)spans / _served);
        }

        public async ValueTask DisposeAsync()
        {
            await child.DisposeAsync();
            await sink.DisposeAsync();
        }
    }
}
