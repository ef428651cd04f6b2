using System.Diagnostics;
using System.Net;
using System.Runtime.CompilerServices;
using DistributedTracing.Sampling;
using OpenTelemetry.Trace;

namespace DistributedTracing;

/// <summary>A span that is about to start, as far as it is known by then: what rules and samplers decide by.</summary>
/// <remarks>
/// The trace id is left out on purpose: a decision may depend on anything except the randomness it is compared with, or the counts of
/// what is kept could not be made up to what there was. Everything about a request is that of the request whose server span it is, as it
/// arrived, before any middleware; of other spans it is <see langword="null"/>. Reading costs no allocation unless a member says so.
/// </remarks>
public readonly ref struct SamplingCandidate
{
    private readonly ref readonly SamplingParameters _parameters;
    private readonly IIncomingRequest? _request;
    private readonly string? _path;
    private readonly string? _method;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal SamplingCandidate(
        ref readonly SamplingParameters parameters,
        IIncomingRequest? request,
        SamplingParent parent = SamplingParent.None,
        bool looksAtRequestLine = false)
    {
        _parameters = ref parameters;
        Parent = parent;
        if (parameters.Kind == ActivityKind.Server && request is not null)
        {
            _request = request;
            if (looksAtRequestLine)
            {
                // Once, and not for each rule.
                request.ReadLine(out _path, out _method);
            }
        }
    }

    /// <summary>Gets the name the span starts with; server spans get their route's name only when they end.</summary>
    public string Name => _parameters.Name;

    /// <summary>Gets the span's kind.</summary>
    public ActivityKind Kind => _parameters.Kind;

    /// <summary>Gets the name of the <see cref="ActivitySource"/> that starts the span.</summary>
    /// <value>
    /// <see langword="null"/> for a source that only <see cref="TracingBuilder.ConfigureTracerProvider"/> was told of; those of
    /// <see cref="TracingOptions.Sources"/>, <see cref="TracingBuilder.AddSource"/> and the integrations are known.
    /// </value>
    public string? SourceName => SourceNote.For(in _parameters);

    /// <summary>Gets where the span's parent is.</summary>
    public SamplingParent Parent { get; }

    /// <summary>Gets the request's path, decoded, with the <c>/</c> it begins with and without the query.</summary>
    public string? Path => _path ?? PathOf(_request);

    /// <summary>Gets the request's method, as it was sent.</summary>
    public string? Method => _method ?? MethodOf(_request);

    /// <summary>Gets the host the request was sent to, with its port if the request names one.</summary>
    public string? Host => _request?.Host;

    /// <summary>Gets the address at the other end of the request's connection: that of a reverse proxy, where there is one.</summary>
    public IPAddress? RemoteAddress => _request?.RemoteAddress;

    /// <summary>Gets whether the span is the server span of a request.</summary>
    internal bool IsOfRequest => _request is { IsAtHand: true };

    /// <summary>Gets the scheme of the request's address.</summary>
    internal string? Scheme => _request?.Scheme;

    /// <summary>Gets the value of one of the request's headers; several values are joined by commas, which allocates.</summary>
    /// <param name="name">The header's name; letter case does not matter.</param>
    /// <returns>The value, or <see langword="null"/> without such a header.</returns>
    public string? Header(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return _request?.Header(name);
    }

    /// <summary>Gets an item of the baggage: the one the request brings if its sender is trusted with it, else the one of the running code.</summary>
    /// <param name="key">The item's key; letter case matters.</param>
    /// <returns>The value, or <see langword="null"/> without such an item. Decoding a value of a request may allocate.</returns>
    public string? BaggageItem(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return _request is { IsAtHand: true } ? _request.BaggageItem(key) : TraceBaggage.Get(key);
    }

    /// <summary>
    /// Gets an attribute the span is created with. Of a request also <c>url.path</c>, <c>url.scheme</c>, <c>http.request.method</c>,
    /// <c>server.address</c>, <c>client.address</c> and <c>user_agent.original</c> are known, although they are set when the span ends.
    /// </summary>
    /// <param name="key">The attribute's name; letter case matters.</param>
    /// <returns>The value, or <see langword="null"/> without such an attribute. <c>client.address</c> allocates.</returns>
    public object? Attribute(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return CreationTag(key) ?? RequestAttributes.Value(in this, RequestAttributes.Of(key));
    }

    /// <summary>Gets an attribute the span is created with.</summary>
    internal object? CreationTag(string key) => CreationTags.Find(_parameters.Tags, key);

    // Apart, so that a part that has been fetched costs no call.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static string? PathOf(IIncomingRequest? request) => request?.Path;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static string? MethodOf(IIncomingRequest? request) => request?.Method;
}
