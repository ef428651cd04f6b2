namespace DistributedTracing.Tests;

/// <summary>Tests that read or change what the whole process shares; they run alone.</summary>
[CollectionDefinition(nameof(ProcessWide), DisableParallelization = true)]
public sealed class ProcessWide;
