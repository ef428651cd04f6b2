using System.Diagnostics;

namespace DistributedTracing.Tests.Spans;

public sealed class StartSpanTests
{
    private static readonly ActivityContext Remote =
        new(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded, isRemote: true);

    [Fact]
    public void StartSpan_InsideAnother_IsItsChild()
    {
        var before = Activity.Current;
        using var recorded = new RecordedSource();
        using (var outer = recorded.Source.StartSpan("outer"))
        {
            using (var inner = recorded.Source.StartSpan("inner"))
            {
                inner.Activity!.ParentSpanId.Should().Be(outer.Activity!.SpanId);
                inner.Activity.TraceId.Should().Be(outer.Activity.TraceId);
            }

            Activity.Current.Should().BeSameAs(outer.Activity);
        }

        Activity.Current.Should().BeSameAs(before);
        recorded.Ended.Select(activity => activity.DisplayName).Should().Equal("inner", "outer");
    }

    [Theory]
    [InlineData(ActivityKind.Internal)]
    [InlineData(ActivityKind.Server)]
    [InlineData(ActivityKind.Client)]
    [InlineData(ActivityKind.Producer)]
    [InlineData(ActivityKind.Consumer)]
    public void StartSpan_Kind_IsKept(ActivityKind kind)
    {
        using var recorded = new RecordedSource();
        recorded.Source.StartSpan("a", kind).Dispose();
        recorded.Source.StartSpan("a", kind, []).Dispose();

        recorded.Ended.Should().HaveCount(2).And.OnlyContain(activity => activity.Kind == kind && activity.DisplayName == "a");
    }

    [Fact]
    public void StartSpan_WithoutKind_IsInternal()
    {
        using var recorded = new RecordedSource();
        recorded.Source.StartSpan("a").Dispose();
        recorded.Single.Kind.Should().Be(ActivityKind.Internal);
    }

    [Fact]
    public void StartSpan_Links_AreSeenBySamplers()
    {
        using var source = new ActivitySource("test." + Guid.NewGuid().ToString("N"));
        List<ActivityContext>? seen = null;
        using var listener = new ActivityListener
        {
            ShouldListenTo = candidate => candidate.Name == source.Name,
            Sample = (ref options) =>
            {
                seen = [.. options.Links!.Select(link => link.Context)];
                return ActivitySamplingResult.AllDataAndRecorded;
            },
        };
        ActivitySource.AddActivityListener(listener);

        using var span = source.StartSpan("batch", ActivityKind.Consumer, [Remote]);

        seen.Should().Equal(Remote);
        span.Activity!.Links.Should().ContainSingle().Which.Context.Should().Be(Remote);
    }

    [Fact]
    public void StartSpan_InvalidLink_IsIgnored()
    {
        using var recorded = new RecordedSource();
        recorded.Source.StartSpan("a", ActivityKind.Consumer, [default, Remote, new ActivityContext(Remote.TraceId, default, default)]).Dispose();

        recorded.Single.Links.Should().ContainSingle().Which.Context.Should().Be(Remote);
    }

    [Fact]
    public void StartSpan_ExplicitParent_TakesThePlaceOfTheCurrent()
    {
        using var recorded = new RecordedSource();
        using var current = recorded.Source.StartSpan("current");
        using var span = recorded.Source.StartSpan("a", ActivityKind.Consumer, [], Remote);

        span.Activity!.TraceId.Should().Be(Remote.TraceId);
        span.Activity.ParentSpanId.Should().Be(Remote.SpanId);
        span.Dispose();
        Activity.Current.Should().BeSameAs(current.Activity);
    }

    [Fact]
    public void StartSpan_DefaultParent_MeansTheCurrent()
    {
        using var recorded = new RecordedSource();
        using var current = recorded.Source.StartSpan("current");
        using var span = recorded.Source.StartSpan("a", ActivityKind.Consumer, [Remote]);

        span.Activity!.ParentSpanId.Should().Be(current.Activity!.SpanId);
    }

    [Fact]
    public void StartSpanFromTemplate_Values_BecomeAttributes()
    {
        using var recorded = new RecordedSource();
        recorded.Source.StartSpanFromTemplate("load order {order.id}", 42).Dispose();
        recorded.Source.StartSpanFromTemplate("move {item.id} to {shelf}", "i-1", 7L).Dispose();
        recorded.Source.StartSpanFromTemplate("{a}{b} and {c}", true, 0.5, "x").Dispose();

        recorded.Ended.Select(activity => activity.DisplayName).Should().Equal("load order {order.id}", "move {item.id} to {shelf}", "{a}{b} and {c}");
        recorded.Ended.ElementAt(0).TagObjects.Should().BeEquivalentTo(new Dictionary<string, object?> { ["order.id"] = 42 });
        recorded.Ended.ElementAt(1).TagObjects.Should().BeEquivalentTo(new Dictionary<string, object?> { ["item.id"] = "i-1", ["shelf"] = 7L });
        recorded.Ended.ElementAt(2).TagObjects.Should().BeEquivalentTo(new Dictionary<string, object?> { ["a"] = true, ["b"] = 0.5, ["c"] = "x" });
    }

    [Theory]
    [InlineData("no place")]
    [InlineData("open { brace")]
    [InlineData("close } brace")]
    [InlineData("empty {}")]
    [InlineData("")]
    [InlineData("}{")]
    public void StartSpanFromTemplate_TemplateWithoutAName_LeavesTheValueOut(string template)
    {
        using var recorded = new RecordedSource();
        recorded.Source.StartSpanFromTemplate(template, 1).Dispose();

        recorded.Single.TagObjects.Should().BeEmpty();
        recorded.Single.DisplayName.Should().Be(template);
    }

    [Fact]
    public void StartSpanFromTemplate_FewerValuesThanPlaces_SetsThose()
    {
        using var recorded = new RecordedSource();
        recorded.Source.StartSpanFromTemplate("{a} {b} {c}", 1, 2).Dispose();

        recorded.Single.TagObjects.Select(tag => tag.Key).Should().Equal("a", "b");
    }

    [Fact]
    public void StartSpanFromTemplate_MoreTemplatesThanAreCached_StillWorks()
    {
        using var recorded = new RecordedSource();
        for (var i = 0; i < 3_000; i++)
        {
            recorded.Source.StartSpanFromTemplate($"work {{k{i}}}", i).Dispose();
        }

        recorded.Ended.Select((activity, i) => Equals(activity.GetTagItem($"k{i}"), i)).Should().NotContain(false);
    }

    [Fact]
    public void StartSpanFromTemplate_InParallel_SetsEveryValue()
    {
        using var recorded = new RecordedSource();
        Parallel.For(0, 2_000, i => recorded.Source.StartSpanFromTemplate("load {id} of " + (i % 50), i).Dispose());

        recorded.Ended.Select(activity => (int)activity.GetTagItem("id")!).Should().BeEquivalentTo(Enumerable.Range(0, 2_000));
    }

    [Fact]
    public void StartSpan_SourceWithoutListener_RecordsNothing()
    {
        using var source = new ActivitySource("test." + Guid.NewGuid().ToString("N"));
        source.StartSpan("a").Activity.Should().BeNull();
        source.StartSpan("a", ActivityKind.Client, [Remote], Remote).Activity.Should().BeNull();
        source.StartSpanFromTemplate("a {b} {c} {d}", 1, 2, 3).Activity.Should().BeNull();
    }

    [Fact]
    public void StartSpan_NullSource_Throws()
    {
        var start = () => default(ActivitySource)!.StartSpan("a");
        start.Should().Throw<ArgumentNullException>();
    }

    [Fact]
    public void StartSpan_NullLinks_Throws()
    {
        using var recorded = new RecordedSource();
        var start = () => recorded.Source.StartSpan("a", ActivityKind.Internal, null!);
        start.Should().Throw<ArgumentNullException>();
    }
}
