using System.Net.Http.Headers;
using System.Numerics;

namespace DistributedTracing.Propagation;

/// <summary>
/// Decides what is written into a request of <see cref="HttpClient"/>: nothing for a host that is not listed, no ids beside those the
/// application set. Clears what was written for an earlier attempt to send the request; the runtime does so only in a client that
/// follows redirects, and clears the application's own headers as well. Thread safe.
/// </summary>
/// <param name="hosts">The hosts that context may be sent to.</param>
/// <param name="formats">The formats that are written.</param>
/// <param name="fields">Every header that may be written, as far as it is known beforehand.</param>
internal sealed class OutgoingRequests(OutgoingHosts hosts, ContextFormat[] formats, IReadOnlyCollection<string> fields)
{
    private readonly string[] _idHeaders = [.. formats.Select(format => format.Fields[0])];
    private readonly bool _writesBaggage = fields.Contains(W3CBaggage.Header);
    private readonly bool _writesJaeger = formats.OfType<JaegerFormat>().Any();

    /// <summary>Gets what may be written into a request that is about to be sent.</summary>
    public ContextParts Prepare(HttpRequestMessage request)
    {
        // Without an address there is no host yet; the handler that sends the request asks again.
        var isListed = request.RequestUri is not { IsAbsoluteUri: true } address || hosts.Include(address);
        ApplicationHeaders.Restore(request, isListed);
        var parts = ContextParts.All;
        if (MayHoldContext(request.Headers.NonValidated))
        {
            var leavesSome = ClearOwn(request.Headers);
            parts = leavesSome ? LeaveToApplication(request) : parts;
        }

        return isListed ? parts : ContextParts.None;
    }

    // Only headers of an earlier attempt and of the application are worth looking at one by one.
    private bool MayHoldContext(HttpHeadersNonValidated headers) =>
        headers.Count > 0 && (HoldsIds(headers) || (_writesBaggage && headers.Contains(W3CBaggage.Header))
            // When it sends a request again the runtime may have cleared the ids, but not these, whose names it does not know.
            || (_writesJaeger && JaegerBaggageHeader.IsInUse));

    private bool HoldsIds(HttpHeadersNonValidated headers)
    {
        foreach (var name in _idHeaders)
        {
            if (headers.Contains(name))
            {
                return true;
            }
        }

        return false;
    }

    // Returns whether headers of such a name are left, which the application set.
    private static bool ClearOwn(HttpRequestHeaders headers)
    {
        var own = 0u;
        var leavesSome = false;
        List<string>? items = null;
        foreach (var (name, _) in headers.NonValidated)
        {
            var number = WrittenHeader.NumberOf(name);
            if (number >= 0)
            {
                var isOwn = ReferenceEquals(name, WrittenHeader.WithNumber(number));
                own |= isOwn ? 1u << number : 0;
                leavesSome |= !isOwn;
            }
            else if (JaegerBaggageHeader.IsOwn(name))
            {
                (items ??= []).Add(name);
            }
        }

        for (; own != 0; own &= own - 1)
        {
            headers.Remove(WrittenHeader.WithNumber(BitOperations.TrailingZeroCount(own)));
        }

        for (var i = 0; i < items?.Count; i++)
        {
            headers.Remove(items[i]);
        }

        return leavesSome;
    }

    private ContextParts LeaveToApplication(HttpRequestMessage request)
    {
        var headers = request.Headers.NonValidated;
        var hasIds = HoldsIds(headers);
        if (hasIds || (_writesBaggage && headers.Contains(W3CBaggage.Header)))
        {
            ApplicationHeaders.Remember(request, fields);
        }

        return hasIds ? ContextParts.Baggage : ContextParts.All;
    }
}
