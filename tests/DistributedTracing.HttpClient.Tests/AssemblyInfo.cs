// The runtime's source "System.Net.Http" is heard by every tracer provider of the process, and so by every test's host.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
