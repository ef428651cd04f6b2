using System.Runtime.CompilerServices;

namespace DistributedTracing.Http.Internal;

/// <summary>What HttpClient writes to its diagnostic listener when the span of a request is about to end.</summary>
internal static class StoppedRequest
{
    public const string Listener = "HttpHandlerDiagnosticListener";
    public const string Event = "System.Net.Http.HttpRequestOut.Stop";

    // The type is private, its properties are what listeners read, as a rule by reflection, which trimming would not survive.
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_Response")]
    public static extern HttpResponseMessage? ResponseOf(
        [UnsafeAccessorType("System.Net.Http.DiagnosticsHandler+ActivityStopData, System.Net.Http")] object data);
}
