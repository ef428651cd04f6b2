using DistributedTracing.Sampling.Budgets;

namespace DistributedTracing.Tests.Sampling.Budgets;

public sealed class FailureShareTests
{
    [Fact]
    public void Value_ManyEnded_IsTheShareThatFailed()
    {
        var share = new FailureShare();
        for (var i = 0; i < 1_000; i++)
        {
            share.Count(isFailure: i % 4 == 0);
        }

        share.Observe(0.25, 5);

        share.Value.Should().BeApproximately(0.25, 0.001);
    }

    [Fact]
    public void Value_TheOnlyOneFailed_SaysLittle()
    {
        var share = new FailureShare();
        share.Count(isFailure: true);
        share.Observe(0.25, 5);

        share.Value.Should().BeApproximately(1 / 3.0, 0.001);
    }

    [Fact]
    public void Value_NothingEndsAnyLonger_Fades()
    {
        var share = new FailureShare();
        share.Count(isFailure: true);
        share.Observe(0.25, 5);
        share.Observe(60, 5);

        share.Value.Should().BeLessThan(0.001);
    }
}
