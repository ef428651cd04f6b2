namespace DistributedTracing.Sampling;

/// <summary>The parts of a request that rules look at most.</summary>
internal readonly record struct RequestLine(string? Path, string? Method, string? Host)
{
    public static RequestLine Of(IIncomingRequest request, RequestParts parts) => new(
        (parts & RequestParts.Path) != 0 ? request.Path : null,
        (parts & RequestParts.Method) != 0 ? request.Method : null,
        (parts & RequestParts.Host) != 0 ? request.Host : null);
}
