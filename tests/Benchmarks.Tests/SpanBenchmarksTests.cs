using System.Diagnostics;
using Benchmarks.Spans;

namespace Benchmarks.Tests;

public sealed class SpanBenchmarksTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(10)]
    public void BothSides_Sampled_RecordTheSameSpan(int attributes)
    {
        using var openTelemetry = new SpanBenchmarks { Fate = SpanFate.Sampled, Attributes = attributes };
        using var ours = new SpanBenchmarks { Fate = SpanFate.Sampled, Attributes = attributes };
        openTelemetry.SetUpOpenTelemetry();
        ours.SetUpOurs();

        var expected = openTelemetry.OpenTelemetry();
        var actual = ours.Ours();

        expected!.Recorded.Should().BeTrue();
        actual!.Recorded.Should().BeTrue();
        actual.IsStopped.Should().BeTrue();
        actual.DisplayName.Should().Be(expected.DisplayName);
        actual.TagObjects.Should().HaveCount(attributes);
        actual.TagObjects.Select(tag => (tag.Key, tag.Value?.ToString())).Should()
            .Equal(expected.TagObjects.Select(tag => (tag.Key, tag.Value?.ToString())));
    }

    [Fact]
    public void BothSides_UnsampledChild_CreateNothing()
    {
        Activity.Current = null;
        using (var openTelemetry = new SpanBenchmarks { Fate = SpanFate.UnsampledChild, Attributes = 5 })
        {
            openTelemetry.SetUpOpenTelemetry();
            openTelemetry.OpenTelemetry().Should().BeNull();
        }

        using var ours = new SpanBenchmarks { Fate = SpanFate.UnsampledChild, Attributes = 5 };
        ours.SetUpOurs();
        ours.Ours().Should().BeNull();
    }

    [Fact]
    public void BothSides_UnsampledRoot_CarryIdsOnly()
    {
        using var openTelemetry = new SpanBenchmarks { Fate = SpanFate.UnsampledRoot };
        using var ours = new SpanBenchmarks { Fate = SpanFate.UnsampledRoot };
        openTelemetry.SetUpOpenTelemetry();
        ours.SetUpOurs();

        openTelemetry.OpenTelemetry()!.Recorded.Should().BeFalse();
        ours.Ours()!.Recorded.Should().BeFalse();
    }

    [Fact]
    public void Forms_Sampled_RecordOneAttribute()
    {
        using var forms = new SpanFormBenchmarks { Fate = SpanFate.Sampled };
        forms.SetUpOurs();

        foreach (var span in new[] { forms.StartSpan(), forms.StartSpanFromTemplate(), forms.Run() })
        {
            span!.Recorded.Should().BeTrue();
            span.TagObjects.Select(tag => $"{tag.Key}={tag.Value}").Should().Equal("order.id=42");
        }

        forms.RunAsync().IsCompletedSuccessfully.Should().BeTrue();
    }

    [Fact]
    public void Ours_UnsampledChild_AllocatesNothing()
    {
        using var spans = new SpanBenchmarks { Fate = SpanFate.UnsampledChild, Attributes = 10 };
        spans.SetUpOurs();

        Allocations.PerCall(() => spans.Ours()).Should().Be(0);
    }

    [Fact]
    public void Forms_UnsampledChild_AllocateNothing()
    {
        using var forms = new SpanFormBenchmarks { Fate = SpanFate.UnsampledChild };
        forms.SetUpOurs();

        Allocations.PerCall(() => forms.StartSpan()).Should().Be(0);
        Allocations.PerCall(() => forms.StartSpanFromTemplate()).Should().Be(0);
        Allocations.PerCall(() => forms.Run()).Should().Be(0);
        Allocations.PerCall(() => forms.RunAsync()).Should().Be(0);
    }
}
