namespace Benchmarks.Requests;

/// <summary>Medians over the rounds of one scenario; "added" is over no tracing, measured right before and after.</summary>
internal sealed record RequestResult(
    RequestScenario Scenario,
    double Nanoseconds,
    double AddedNanoseconds,
    double CpuNanoseconds,
    double AddedCpuNanoseconds,
    double Bytes,
    double AddedBytes,
    double SpansPerRequest);
