// Activity sources and listeners are the process's: a provider of one test would record the spans of another.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
