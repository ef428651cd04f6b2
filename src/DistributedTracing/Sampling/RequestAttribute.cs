namespace DistributedTracing.Sampling;

/// <summary>The attributes of a server span that its request tells before they are set.</summary>
internal enum RequestAttribute
{
    None,
    Path,
    Scheme,
    Method,
    ServerAddress,
    ClientAddress,
    UserAgent,
}
