using System.IO.Compression;
using Microsoft.AspNetCore.Http;

namespace DistributedTracing.Viewer.Internal.Intake;

/// <summary>Reads a request's body, unpacking gzip, up to a limit that holds whatever the headers claim.</summary>
internal static class RequestBody
{
    private const int ChunkBytes = 64 * 1_024;

    /// <returns>The body, or <see langword="null"/> when it is larger than the limit.</returns>
    /// <exception cref="InvalidDataException">The body is not gzip.</exception>
    /// <exception cref="BadHttpRequestException">The server refuses the body; it carries the status to answer with.</exception>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpRequest request, bool isGzip, int maxBytes, CancellationToken cancellationToken)
    {
        if (request.ContentLength > maxBytes)
        {
            return null;
        }

        if (!isGzip)
        {
            return await ReadAsync(request.Body, maxBytes, cancellationToken).ConfigureAwait(false);
        }

        // What goes in is bounded by the server, what comes out here.
        var unpacked = new GZipStream(request.Body, CompressionMode.Decompress, leaveOpen: true);
        await using (unpacked.ConfigureAwait(false))
        {
            return await ReadAsync(unpacked, maxBytes, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<ReadOnlyMemory<byte>?> ReadAsync(Stream source, int maxBytes, CancellationToken cancellationToken)
    {
        // Grows with what really arrives, not with what was announced.
        using var body = new MemoryStream();
        var chunk = new byte[ChunkBytes];
        int read;
        while ((read = await source.ReadAsync(chunk, cancellationToken).ConfigureAwait(false)) > 0)
        {
            if (body.Length + read > maxBytes)
            {
                return null;
            }

            body.Write(chunk, 0, read);
        }

        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }
}
