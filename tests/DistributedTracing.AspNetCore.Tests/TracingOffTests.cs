using static DistributedTracing.AspNetCore.Tests.Trust.CallingApp;

namespace DistributedTracing.AspNetCore.Tests;

/// <summary>A service that records nothing hands on what it got, and says nothing where it got nothing.</summary>
public sealed class TracingOffTests
{
    [Theory]
    [InlineData("Information")]
    [InlineData("None")]
    public async Task ContextOfACaller_WhateverIsLogged_GoesOn(string logLevel)
    {
        await using var app = await StartAsync(Off(logLevel));

        var sent = await app.GetAsync("/", ("traceparent", Sampled), ("tracestate", "a=1"), ("baggage", "k=v"));

        sent.Should().Be($"{Sampled}\na=1\nk=v");
    }

    [Theory]
    [InlineData("Information")]
    [InlineData("None")]
    public async Task WithoutACaller_NothingIsSent(string logLevel)
    {
        await using var app = await StartAsync(Off(logLevel));

        var sent = await app.GetAsync("/");

        sent.Should().Be("\n\n", "an id with the word that it is not sampled would keep every service behind this one from recording");
    }

    private static Dictionary<string, string?> Off(string logLevel) => new()
    {
        ["Tracing:Enabled"] = "false",
        ["Logging:LogLevel:Default"] = logLevel,
    };
}
