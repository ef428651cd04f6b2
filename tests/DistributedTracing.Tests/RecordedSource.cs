using System.Collections.Concurrent;
using System.Diagnostics;

namespace DistributedTracing.Tests;

/// <summary>An activity source of one test, with a listener of its own: listeners are process-wide and tests run in parallel.</summary>
internal sealed class RecordedSource : IDisposable
{
    private readonly ConcurrentQueue<Activity> _ended = new();
    private readonly ActivityListener _listener;

    public RecordedSource(ActivitySamplingResult sampling = ActivitySamplingResult.AllDataAndRecorded)
    {
        Source = new ActivitySource("test." + Guid.NewGuid().ToString("N"));
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == Source.Name,
            Sample = (ref _) => sampling,
            ActivityStopped = _ended.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public ActivitySource Source { get; }

    public IReadOnlyCollection<Activity> Ended => _ended;

    public Activity Single => _ended.Should().ContainSingle().Subject;

    public void Dispose()
    {
        _listener.Dispose();
        Source.Dispose();
    }
}
