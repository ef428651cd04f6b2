namespace DistributedTracing.Sampling;

/// <summary>A path of a package's own pages: requests to it and below it are not the application's and are not traced.</summary>
/// <param name="Prefix">A path without a slash at its end, or <see langword="null"/> where the pages are not served.</param>
internal sealed record UntracedPath(string? Prefix);
