using System.Diagnostics;

namespace DistributedTracing.Tests.Spans;

public sealed class RunTests
{
    public static TheoryData<ActivitySamplingResult> Samplings =>
        [ActivitySamplingResult.AllDataAndRecorded, ActivitySamplingResult.PropagationData, ActivitySamplingResult.None];

    [Fact]
    public void Run_Work_RunsInTheSpan()
    {
        using var recorded = new RecordedSource();
        var before = Activity.Current;
        recorded.Source.Run("a", span => (Span.Current == span).Should().BeTrue(), ActivityKind.Client);

        Activity.Current.Should().BeSameAs(before);
        recorded.Single.Kind.Should().Be(ActivityKind.Client);
        recorded.Single.DisplayName.Should().Be("a");
        recorded.Single.Status.Should().Be(ActivityStatusCode.Unset);
    }

    [Theory]
    [MemberData(nameof(Samplings))]
    public void Run_Result_IsTheWorks(ActivitySamplingResult sampling)
    {
        using var source = new RecordedSource(sampling);
        source.Source.Run("a", _ => 42).Should().Be(42);
    }

    [Theory]
    [MemberData(nameof(Samplings))]
    public void Run_WorkThrows_TheSameExceptionReachesTheCaller(ActivitySamplingResult sampling)
    {
        using var source = new RecordedSource(sampling);
        var before = Activity.Current;
        var thrown = new InvalidOperationException("no stock");
        var caught = new List<Exception>();
        foreach (var run in new Action[] { () => source.Source.Run("a", _ => Throw(thrown)), () => source.Source.Run("a", _ => ThrowResult(thrown)) })
        {
            try
            {
                run();
            }
            catch (InvalidOperationException exception)
            {
                caught.Add(exception);
            }
        }

        caught.Should().Equal(thrown, thrown);
        thrown.StackTrace.Should().Contain(nameof(ThrowResult), "the place it was thrown at must stay visible");
        Activity.Current.Should().BeSameAs(before);
    }

    [Fact]
    public void Run_WorkThrows_IsRecordedOnceOnEachSpanItLeaves()
    {
        using var recorded = new RecordedSource();
        var run = () => recorded.Source.Run("outer", _ => recorded.Source.Run("inner", span =>
        {
            var exception = new TimeoutException("slow");
            span.RecordError(exception);
            throw exception;
        }));

        run.Should().ThrowExactly<TimeoutException>();
        recorded.Ended.Select(activity => activity.DisplayName).Should().Equal("inner", "outer");
        recorded.Ended.Should().OnlyContain(activity => activity.Status == ActivityStatusCode.Error && activity.Events.Count() == 1);
    }

    [Fact]
    public void Run_WorkHandlesItsException_IsNoError()
    {
        using var recorded = new RecordedSource();
        recorded.Source.Run("a", _ =>
        {
            try
            {
                Throw(new TimeoutException());
            }
            catch (TimeoutException)
            {
                // Handled is the point.
            }
        });

        recorded.Single.Status.Should().Be(ActivityStatusCode.Unset);
        recorded.Single.Events.Should().BeEmpty();
    }

    [Fact]
    public void Run_NullWork_Throws()
    {
        using var recorded = new RecordedSource();
        var run = () => recorded.Source.Run("a", (Action<Span>)null!);

        run.Should().Throw<ArgumentNullException>();
        recorded.Ended.Should().BeEmpty();
    }

    [Fact]
    public void Run_InParallel_KeepsTheSpansApart()
    {
        using var recorded = new RecordedSource();
        Parallel.For(0, 1_000, i => recorded.Source.Run("outer", outer =>
        {
            outer.SetAttribute("i", i);
            recorded.Source.Run("inner", inner => inner.SetAttribute("i", i).SetAttribute("parent", outer.Activity!.SpanId.ToHexString()));
        }));

        var inner = recorded.Ended.Where(activity => activity.DisplayName == "inner").ToList();
        inner.Should().HaveCount(1_000).And.OnlyContain(activity => activity.ParentSpanId.ToHexString() == (string)activity.GetTagItem("parent")!);
        inner.Select(activity => (long)activity.GetTagItem("i")!).Should().OnlyHaveUniqueItems();
    }

    private static void Throw(Exception exception) => throw exception;

    private static int ThrowResult(Exception exception) => throw exception;
}
