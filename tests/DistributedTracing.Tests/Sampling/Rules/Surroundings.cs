using DistributedTracing.Sampling;
using DistributedTracing.Sampling.Budgets;
using Microsoft.Extensions.Logging.Abstractions;

namespace DistributedTracing.Tests.Sampling.Rules;

/// <summary>What a policy needs besides the options.</summary>
internal static class Surroundings
{
    public static SamplingSurroundings With(SamplingFaults faults, params ITraceSampler[] samplers) =>
        new(faults, samplers, new BudgetTicker(TimeProvider.System, NullLogger.Instance));
}
