using BenchmarkDotNet.Running;
using Benchmarks;
using Benchmarks.Enqueue;
using Benchmarks.Logs;
using Benchmarks.Propagation;
using Benchmarks.Requests;
using Benchmarks.Sampling;
using Benchmarks.Spans;
using Benchmarks.Trust;

// How the request comparison starts itself again: one process for each mode, and one that receives the spans.
if (args is [RequestChild.Command, ..])
{
    return await RequestChild.RunAsync(args[1..]);
}

if (args is [SpanSink.Command])
{
    return await SpanSink.RunAsync();
}

var suites = new Dictionary<string, Func<bool, Task>>(StringComparer.OrdinalIgnoreCase)
{
    ["requests"] = RequestComparison.RunAsync,
    ["enqueue"] = quick => Synchronous(() => EnqueueComparison.Run(quick)),
    ["spans"] = quick => Micro(quick, typeof(SpanBenchmarks), typeof(SpanFormBenchmarks)),
    ["propagators"] = quick => Micro(quick, typeof(ExtractBenchmarks), typeof(InjectBenchmarks), typeof(OutgoingRequestBenchmarks), typeof(BaggageBenchmarks)),
    ["samplers"] = quick => Micro(quick, typeof(SamplerBenchmarks), typeof(RuleBenchmarks), typeof(BudgetBenchmarks)),
    ["trust"] = quick => Micro(quick, typeof(TrustBenchmarks)),
    ["tail"] = quick => Micro(quick, typeof(TailBenchmarks)),
    ["logs"] = quick => Micro(quick, typeof(LogBenchmarks)),
};

var quick = args.Contains("--quick");
var names = args.Where(argument => argument != "--quick").ToArray();
if (names.Length == 0 || names.Any(name => name != "all" && !suites.ContainsKey(name)))
{
    Console.Error.WriteLine($"Usage: dotnet run -c Release --project tests/Benchmarks -- <{string.Join('|', suites.Keys)}|all>... [--quick]");
    return 1;
}

foreach (var (name, run) in suites)
{
    if (names.Contains("all") || names.Contains(name, StringComparer.OrdinalIgnoreCase))
    {
        await run(quick);
    }
}

return 0;

static Task Synchronous(Action run)
{
    run();
    return Task.CompletedTask;
}

static Task Micro(bool quick, params Type[] types) => Synchronous(() => BenchmarkRunner.Run(types, MicroBenchmarkConfig.Create(quick)));
