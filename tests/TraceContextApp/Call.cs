using System.Text.Json;

namespace TraceContextApp;

/// <summary>A call to make.</summary>
/// <param name="Url">Where to.</param>
/// <param name="Arguments">The body to send there: more calls, when it is this service again.</param>
internal sealed record Call(Uri Url, JsonElement Arguments);
