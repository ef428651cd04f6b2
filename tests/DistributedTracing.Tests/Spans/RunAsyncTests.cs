using System.Diagnostics;

namespace DistributedTracing.Tests.Spans;

public sealed class RunAsyncTests
{
    public static TheoryData<ActivitySamplingResult> Samplings =>
        [ActivitySamplingResult.AllDataAndRecorded, ActivitySamplingResult.PropagationData, ActivitySamplingResult.None];

    [Fact]
    public async Task RunAsync_Work_EndsTheSpanWithTheTask()
    {
        using var recorded = new RecordedSource();
        var gate = new TaskCompletionSource();
        var task = recorded.Source.RunAsync("a", async span =>
        {
            await gate.Task;
            (Span.Current == span).Should().BeTrue("the span stays current after an await");
        }, ActivityKind.Consumer);

        recorded.Ended.Should().BeEmpty();
        gate.SetResult();
        await task;
        recorded.Single.Kind.Should().Be(ActivityKind.Consumer);
        recorded.Single.Status.Should().Be(ActivityStatusCode.Unset);
    }

    [Theory]
    [MemberData(nameof(Samplings))]
    public async Task RunAsync_Result_IsTheWorks(ActivitySamplingResult sampling)
    {
        using var source = new RecordedSource(sampling);
        (await source.Source.RunAsync("a", _ => Task.FromResult(42))).Should().Be(42);
    }

    [Theory]
    [MemberData(nameof(Samplings))]
    public async Task RunAsync_BeforeTheTaskEnds_TheCallersCurrentIsRestored(ActivitySamplingResult sampling)
    {
        using var outer = new RecordedSource();
        using var source = new RecordedSource(sampling);
        using var caller = outer.Source.StartSpan("caller");
        var gate = new TaskCompletionSource();

        var first = source.Source.RunAsync("a", _ => gate.Task);
        (Span.Current == caller).Should().BeTrue();
        var second = source.Source.RunAsync("b", async _ => { await gate.Task; return 1; });
        (Span.Current == caller).Should().BeTrue();
        var third = source.Source.RunAsync("c", _ => Task.CompletedTask);
        (Span.Current == caller).Should().BeTrue();

        gate.SetResult();
        await Task.WhenAll(first, second, third);
        (Span.Current == caller).Should().BeTrue();
    }

    [Fact]
    public async Task RunAsync_SeveralAtOnce_AreSiblings()
    {
        using var recorded = new RecordedSource();
        using var caller = recorded.Source.StartSpan("caller");
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => recorded.Source.RunAsync("child", async _ => await Task.Yield())));

        recorded.Ended.Should().HaveCount(50).And.OnlyContain(activity => activity.ParentSpanId == caller.Activity!.SpanId);
    }

    [Fact] // As in work that outlives the request it was started in.
    public async Task RunAsync_CurrentSpanHasEnded_LeavesNoSpanOfItsOwnBehind()
    {
        using var recorded = new RecordedSource();
        var ended = recorded.Source.StartSpan("request");
        await Task.Run(async () =>
        {
            // Ended from elsewhere: it stays current here.
            await Task.Run(ended.Dispose);
            (Span.Current == ended).Should().BeTrue();

            await recorded.Source.RunAsync("background", async _ => await Task.Yield());
            (Span.Current == ended).Should().BeTrue();
            await recorded.Source.RunAsync("background", async _ => { await Task.Yield(); return 1; });
            (Span.Current == ended).Should().BeTrue();
        });
    }

    [Fact]
    public async Task RunAsync_FlowSuppressed_RestoresTheCurrent()
    {
        using var recorded = new RecordedSource();
        Task task;
        using (ExecutionContext.SuppressFlow())
        {
            var before = Activity.Current;
            task = recorded.Source.RunAsync("a", _ => Task.CompletedTask);
            Activity.Current.Should().BeSameAs(before);
        }

        await task;
        recorded.Ended.Should().ContainSingle();
    }

    [Theory]
    [MemberData(nameof(Samplings))]
    public async Task RunAsync_WorkThrowsBeforeItsFirstAwait_TheTaskFails(ActivitySamplingResult sampling)
    {
        using var source = new RecordedSource(sampling);
        var before = Activity.Current;
        var thrown = new InvalidOperationException("no stock");
        var plain = source.Source.RunAsync("a", _ => ThrowNow<Task>(thrown));
        var result = source.Source.RunAsync("a", _ => ThrowNow<Task<int>>(thrown));

        Activity.Current.Should().BeSameAs(before);
        plain.IsFaulted.Should().BeTrue();
        result.IsFaulted.Should().BeTrue();
        (await Catch(plain)).Should().BeSameAs(thrown);
        (await Catch(result)).Should().BeSameAs(thrown);
        thrown.StackTrace.Should().Contain(nameof(ThrowNow));
    }

    [Theory]
    [MemberData(nameof(Samplings))]
    public async Task RunAsync_WorkThrowsLater_TheSameExceptionReachesTheCaller(ActivitySamplingResult sampling)
    {
        using var source = new RecordedSource(sampling);
        var thrown = new InvalidOperationException("no stock");
        var task = source.Source.RunAsync("a", async _ =>
        {
            await Task.Yield();
            ThrowNow<object>(thrown);
        });

        (await Catch(task)).Should().BeSameAs(thrown);
        thrown.StackTrace.Should().Contain(nameof(ThrowNow));
        if (sampling == ActivitySamplingResult.AllDataAndRecorded)
        {
            source.Single.Status.Should().Be(ActivityStatusCode.Error);
            source.Single.StatusDescription.Should().Be("no stock");
            source.Single.Events.Should().ContainSingle();
        }
    }

    [Theory]
    [MemberData(nameof(Samplings))]
    public async Task RunAsync_WorkIsCancelled_TheTaskIsCancelled(ActivitySamplingResult sampling)
    {
        using var source = new RecordedSource(sampling);
        var token = new CancellationToken(canceled: true);
        var tasks = new Task[]
        {
            source.Source.RunAsync("a", _ => Task.FromCanceled(token)),
            source.Source.RunAsync("a", _ => Task.FromCanceled<int>(token)),
            source.Source.RunAsync("a", _ => ThrowNow<Task>(new OperationCanceledException(token))),
            source.Source.RunAsync("a", _ => ThrowNow<Task<int>>(new OperationCanceledException(token))),
        };

        foreach (var task in tasks)
        {
            (await Catch(task)).Should().BeAssignableTo<OperationCanceledException>().Which.CancellationToken.Should().Be(token);
            task.IsCanceled.Should().BeTrue("as it is for any async method");
        }
    }

    [Fact]
    public void RunAsync_NoActivity_ReturnsTheWorksOwnTask()
    {
        using var source = new RecordedSource(ActivitySamplingResult.None);
        var plain = new TaskCompletionSource().Task;
        var result = new TaskCompletionSource<int>().Task;

        source.Source.RunAsync("a", _ => plain).Should().BeSameAs(plain);
        source.Source.RunAsync("a", _ => result).Should().BeSameAs(result);
    }

    [Fact]
    public void RunAsync_NullWork_ThrowsAtOnce()
    {
        using var recorded = new RecordedSource();
        var run = () => { _ = recorded.Source.RunAsync("a", (Func<Span, Task>)null!); };

        run.Should().Throw<ArgumentNullException>();
    }

    private static T ThrowNow<T>(Exception exception) => throw exception;

    private static async Task<Exception?> Catch(Task task)
    {
        try
        {
            await task;
            return null;
        }
        catch (Exception exception)
        {
            return exception;
        }
    }
}
