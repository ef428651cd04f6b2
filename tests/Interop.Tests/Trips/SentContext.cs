using System.Text.RegularExpressions;

namespace Interop.Tests.Trips;

/// <summary>The context that a request carried, read from its headers with nothing but regular expressions.</summary>
internal sealed partial record SentContext(string Format, string TraceId, string SpanId, Decision Decision)
{
    /// <summary>Reads the context, which must be there in one format only and well formed.</summary>
    public static SentContext Of(Stop stop)
    {
        SentContext?[] all = [OfTraceContext(stop), OfB3(stop), OfB3Multi(stop), OfJaeger(stop)];
        return all.OfType<SentContext>().Should().ContainSingle("a service writes one format").Subject;
    }

    private static SentContext? OfTraceContext(Stop stop)
    {
        if (stop.Header("traceparent") is not { } header)
        {
            return null;
        }

        var match = Match(TraceParent(), header);
        var isSampled = (match["flags"].Value[1] & 1) != 0;

        // Where B3 has it travel in W3C: https://github.com/openzipkin/b3-propagation#w3c-tracestate-field
        var isDebug = stop.Header("tracestate")?.Split(',').Contains("b3=d") == true;
        return new("tracecontext", match["trace"].Value, match["span"].Value, (isSampled, isDebug) switch
        {
            (false, _) => Decision.Unsampled,
            (true, false) => Decision.Sampled,
            (true, true) => Decision.Debug,
        });
    }

    private static SentContext? OfB3(Stop stop)
    {
        if (stop.Header("b3") is not { } header)
        {
            return null;
        }

        var match = Match(B3(), header);
        return new("b3", match["trace"].Value, match["span"].Value, match["state"].Value switch
        {
            "0" => Decision.Unsampled,
            "1" => Decision.Sampled,
            "d" => Decision.Debug,
            _ => Decision.Deferred,
        });
    }

    private static SentContext? OfB3Multi(Stop stop)
    {
        if (stop.Header("X-B3-TraceId") is not { } traceId)
        {
            return null;
        }

        traceId.Should().MatchRegex("^[0-9a-f]{32}$");
        var spanId = stop.Header("X-B3-SpanId");
        spanId.Should().MatchRegex("^[0-9a-f]{16}$");
        return new("b3multi", traceId, spanId!, (stop.Header("X-B3-Flags"), stop.Header("X-B3-Sampled")) switch
        {
            ("1", _) => Decision.Debug,
            (_, "1") => Decision.Sampled,
            (_, "0") => Decision.Unsampled,
            (_, null) => Decision.Deferred,
            var (flags, sampled) => throw new FormatException($"X-B3-Flags {flags}, X-B3-Sampled {sampled}"),
        });
    }

    private static SentContext? OfJaeger(Stop stop)
    {
        if (stop.Header("uber-trace-id") is not { } header)
        {
            return null;
        }

        var match = Match(Jaeger(), header);
        return new("jaeger", match["trace"].Value, match["span"].Value, match["flags"].Value.TrimStart('0') switch
        {
            "" => Decision.Unsampled,
            "1" => Decision.Sampled,
            "3" => Decision.Debug,
            var flags => throw new FormatException($"Flags {flags} of Jaeger"),
        });
    }

    private static GroupCollection Match(Regex regex, string header)
    {
        var match = regex.Match(header);
        match.Success.Should().BeTrue("{0} must be well formed", header);
        return match.Groups;
    }

    [GeneratedRegex("^00-(?<trace>[0-9a-f]{32})-(?<span>[0-9a-f]{16})-(?<flags>0[0-3])$")]
    private static partial Regex TraceParent();

    [GeneratedRegex("^(?<trace>[0-9a-f]{32})-(?<span>[0-9a-f]{16})(-(?<state>[01d])(-[0-9a-f]{16})?)?$")]
    private static partial Regex B3();

    [GeneratedRegex("^(?<trace>[0-9a-f]{32}):(?<span>[0-9a-f]{16}):0:(?<flags>[0-9a-f]{1,2})$")]
    private static partial Regex Jaeger();
}
