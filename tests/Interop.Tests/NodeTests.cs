using Interop.Tests.Services;
using Interop.Tests.Trips;

namespace Interop.Tests;

/// <summary>Services of ours and services on Node.js, with the public OpenTelemetry packages, call each other.</summary>
[Collection(WithFleet.Name)]
public sealed class NodeTests(Fleet fleet)
{
    public static TheoryData<string> Routes => new()
    {
        "net-tracecontext node-tracecontext net-tracecontext-2",
        "net-b3 node-b3 net-b3",
        "net-b3multi node-b3multi net-b3multi",
        "net-jaeger node-jaeger net-jaeger",
        "node-tracecontext net-tracecontext node-tracecontext",
        "node-b3 net-b3 node-b3",
        "node-b3multi net-b3multi node-b3multi",
        "node-jaeger net-jaeger node-jaeger",

        // A service of ours translates between two that cannot understand each other.
        "node-tracecontext net-b3 node-b3multi net-jaeger node-jaeger net-tracecontext node-tracecontext",
    };

    [Theory]
    [MemberData(nameof(Routes))]
    public Task Trip_Sampled_IsOneTrace(string route) => fleet.ShouldBeOneTraceAsync(route, new(Decision.Sampled));

    [Theory]
    [MemberData(nameof(Routes))]
    public Task Trip_Unsampled_StaysUnsampled(string route) => fleet.ShouldBeUnsampledAsync(route, new(Decision.Unsampled));
}
