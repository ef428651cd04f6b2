using DistributedTracing.Sampling.Rules;

namespace DistributedTracing.Sampling;

/// <summary>Who says at which rate spans like a given one are kept.</summary>
/// <param name="Rates">Gives the rate; null where the parent's decision is followed.</param>
/// <param name="Rule">The rule that matches, if one does.</param>
/// <param name="Sampler">The application's sampler that has an opinion, if one does.</param>
internal readonly record struct SamplingChoice(IRateSource? Rates, CompiledRule? Rule = null, CustomSampler? Sampler = null);
