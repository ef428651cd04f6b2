// Every tracer provider of a process hears the framework's sources, so two test hosts at once would record each other's requests.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
