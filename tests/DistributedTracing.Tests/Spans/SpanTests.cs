using System.Diagnostics;

namespace DistributedTracing.Tests.Spans;

public sealed class SpanTests
{
    private static readonly string[] Texts = ["a", "b"];
    private static readonly long[] Longs = [1, 2];
    private static readonly double[] Numbers = [0.5];
    private static readonly bool[] Switches = [true, false];

    [Fact]
    public void SetAttribute_EachType_KeepsTheType()
    {
        using var recorded = new RecordedSource();
        using (var span = recorded.Source.StartSpan("a"))
        {
            span.SetAttribute("text", "t")
                .SetAttribute("switch", true)
                .SetAttribute("whole", 42)
                .SetAttribute("long", long.MaxValue)
                .SetAttribute("number", 0.5)
                .SetAttribute("texts", Texts)
                .SetAttribute("longs", Longs)
                .SetAttribute("numbers", Numbers)
                .SetAttribute("switches", Switches);
        }

        recorded.Single.TagObjects.Should().BeEquivalentTo(new Dictionary<string, object?>
        {
            ["text"] = "t",
            ["switch"] = true,
            ["whole"] = 42L,
            ["long"] = long.MaxValue,
            ["number"] = 0.5,
            ["texts"] = Texts,
            ["longs"] = Longs,
            ["numbers"] = Numbers,
            ["switches"] = Switches,
        });
    }

    [Fact]
    public void SetAttribute_Again_ReplacesTheValue()
    {
        using var recorded = new RecordedSource();
        recorded.Source.StartSpan("a").SetAttribute("k", 1).SetAttribute("k", "two").Dispose();

        recorded.Single.TagObjects.Should().ContainSingle().Which.Should().Be(new KeyValuePair<string, object?>("k", "two"));
    }

    [Fact]
    public void SetAttribute_Null_RemovesIt()
    {
        using var recorded = new RecordedSource();
        recorded.Source.StartSpan("a")
            .SetAttribute("k", 1).SetAttribute("k", null).SetAttribute("l", Longs).SetAttribute("l", (long[]?)null).Dispose();

        recorded.Single.TagObjects.Should().BeEmpty();
    }

    [Fact]
    public void AddEvent_WithAttributes_KeepsThem()
    {
        using var recorded = new RecordedSource();
        recorded.Source.StartSpan("a").AddEvent("plain").AddEvent("rich", new("k", 1L), new("l", "m")).Dispose();

        recorded.Single.Events.Select(item => item.Name).Should().Equal("plain", "rich");
        recorded.Single.Events.First().Tags.Should().BeEmpty();
        recorded.Single.Events.Last().Tags.Should().BeEquivalentTo(new Dictionary<string, object?> { ["k"] = 1L, ["l"] = "m" });
    }

    [Fact]
    public void AddLink_ValidContext_IsAdded()
    {
        using var recorded = new RecordedSource();
        var other = new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded);
        recorded.Source.StartSpan("a").AddLink(other).Dispose();

        recorded.Single.Links.Should().ContainSingle().Which.Context.Should().Be(other);
    }

    [Fact]
    public void AddLink_InvalidContext_IsIgnored()
    {
        using var recorded = new RecordedSource();
        recorded.Source.StartSpan("a")
            .AddLink(default)
            .AddLink(new ActivityContext(ActivityTraceId.CreateRandom(), default, ActivityTraceFlags.Recorded))
            .AddLink(new ActivityContext(default, ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded))
            .Dispose();

        recorded.Single.Links.Should().BeEmpty();
    }

    [Fact]
    public void RecordError_Exception_SetsStatusTypeAndEvent()
    {
        using var recorded = new RecordedSource();
        recorded.Source.StartSpan("a").RecordError(new InvalidOperationException("no stock")).Dispose();

        var activity = recorded.Single;
        activity.Status.Should().Be(ActivityStatusCode.Error);
        activity.StatusDescription.Should().Be("no stock");
        activity.TagObjects.Should().ContainSingle().Which.Should().Be(new KeyValuePair<string, object?>("error.type", "System.InvalidOperationException"));
        var exception = activity.Events.Should().ContainSingle().Subject;
        exception.Name.Should().Be("exception");
        exception.Tags.Select(tag => tag.Key).Should().BeEquivalentTo("exception.type", "exception.message", "exception.stacktrace");
        exception.Tags.Should().Contain(new KeyValuePair<string, object?>("exception.type", "System.InvalidOperationException"));
        exception.Tags.Should().Contain(new KeyValuePair<string, object?>("exception.message", "no stock"));
    }

    [Fact]
    public void RecordError_SameExceptionTwice_IsOneEvent()
    {
        using var recorded = new RecordedSource();
        var exception = new InvalidOperationException();
        recorded.Source.StartSpan("a").RecordError(exception).RecordError(exception).Dispose();

        recorded.Single.Events.Should().ContainSingle();
    }

    [Fact]
    public void RecordError_AnotherException_IsAnotherEvent()
    {
        using var recorded = new RecordedSource();
        recorded.Source.StartSpan("a").RecordError(new InvalidOperationException("x")).RecordError(new TimeoutException("y")).Dispose();

        recorded.Single.Events.Should().HaveCount(2);
        recorded.Single.GetTagItem("error.type").Should().Be("System.TimeoutException");
        recorded.Single.StatusDescription.Should().Be("y");
    }

    [Fact]
    public void RecordError_Null_DoesNothing()
    {
        using var recorded = new RecordedSource();
        recorded.Source.StartSpan("a").RecordError(null!).Dispose();

        recorded.Single.Status.Should().Be(ActivityStatusCode.Unset);
    }

    [Fact]
    public void SetError_WithoutException_SetsStatusAndType()
    {
        using var recorded = new RecordedSource();
        recorded.Source.StartSpan("a").SetError("payment_declined", "card expired").Dispose();

        recorded.Single.Status.Should().Be(ActivityStatusCode.Error);
        recorded.Single.StatusDescription.Should().Be("card expired");
        recorded.Single.TagObjects.Should().ContainSingle().Which.Should().Be(new KeyValuePair<string, object?>("error.type", "payment_declined"));
        recorded.Single.Events.Should().BeEmpty();
    }

    [Fact]
    public void DefaultSpan_EveryMember_DoesNothing()
    {
        var before = Activity.Current;
        Span span = default;

        span.SetAttribute("k", "v").SetAttribute("k", true).SetAttribute("k", 1L).SetAttribute("k", 1.0).SetAttribute("k", Longs)
            .AddEvent("e").AddEvent("e", new KeyValuePair<string, object?>("k", null)).AddLink(default).RecordError(new TimeoutException()).SetError("e").Dispose();

        span.Activity.Should().BeNull();
        span.IsRecording.Should().BeFalse();
        span.Context.Should().Be(default(ActivityContext));
        span.Should().Be(new Span(null));
        span.GetHashCode().Should().Be(0);
        Activity.Current.Should().BeSameAs(before);
    }

    [Fact]
    public void UnsampledActivity_EveryMember_LeavesItAlone()
    {
        using var source = new RecordedSource(ActivitySamplingResult.PropagationData);
        using (var span = source.Source.StartSpan("a"))
        {
            span.IsRecording.Should().BeFalse();
            span.SetAttribute("k", "v").SetAttribute("k", true).AddEvent("e").RecordError(new TimeoutException()).SetError("e");
        }

        source.Single.TagObjects.Should().BeEmpty();
        source.Single.Events.Should().BeEmpty();
        source.Single.Status.Should().Be(ActivityStatusCode.Unset);
    }

    [Fact]
    public void Dispose_Twice_EndsOnce()
    {
        using var recorded = new RecordedSource();
        var span = recorded.Source.StartSpan("a");
        span.Dispose();
        span.Dispose();

        recorded.Ended.Should().ContainSingle();
    }

    [Fact]
    public void Current_InsideASpan_IsThatSpan()
    {
        using var recorded = new RecordedSource();
        using var span = recorded.Source.StartSpan("a");

        (Span.Current == span).Should().BeTrue();
        (Span.Current != span).Should().BeFalse();
        Span.Current.Equals((object)span).Should().BeTrue();
        Span.Current.GetHashCode().Should().Be(span.GetHashCode());
        Span.Current.Context.Should().Be(span.Activity!.Context);
    }
}
