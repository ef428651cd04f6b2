namespace DistributedTracing.AspNetCore.Internal;

/// <summary>A path as settings write it, with <c>*</c> at the end for any ending. Immutable and thread safe.</summary>
internal sealed class PathPattern(string text)
{
    public const string Allowed = "paths that begin with \"/\", with \"*\" only at the end";

    private readonly bool _isPrefix = text.EndsWith('*');
    private readonly string _path = text.TrimEnd('*');

    public static bool IsAllowed(string text) =>
        text.StartsWith('/') && text.IndexOf('*', StringComparison.Ordinal) is var star && (star < 0 || star == text.Length - 1);

    public bool Matches(string? path) => path is not null && (_isPrefix
        ? path.StartsWith(_path, StringComparison.OrdinalIgnoreCase)
        : IsSame(path) || IsSameWithSlash(path));

    /// <summary>Says whether every path that the other one matches is matched by this one.</summary>
    public bool Covers(PathPattern other) => other._isPrefix
        ? _isPrefix && Matches(other._path)
        : Matches(other._path) && Matches(other._path + "/");

    private bool IsSame(ReadOnlySpan<char> path) => path.Equals(_path, StringComparison.OrdinalIgnoreCase);

    // The router takes /orders/ for /orders, so whoever calls it must not get around what is said of that path.
    private bool IsSameWithSlash(string path) => path.Length == _path.Length + 1 && path[^1] == '/' && IsSame(path.AsSpan(0, _path.Length));
}
