using Microsoft.AspNetCore.Http;

namespace DistributedTracing.Viewer.Internal.Web;

/// <summary>The page and its files, from the assembly.</summary>
internal static class PageAssets
{
    // Nothing from elsewhere, nothing inline: an attribute that slipped into the page as HTML could still run nothing.
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static readonly Dictionary<string, Asset> All = new(StringComparer.Ordinal)
    {
        [""] = new("index.html", "text/html; charset=utf-8"),
        ["viewer.css"] = new("viewer.css", "text/css; charset=utf-8"),
        ["viewer.js"] = new("viewer.js", "text/javascript; charset=utf-8"),
        ["list.js"] = new("list.js", "text/javascript; charset=utf-8"),
        ["waterfall.js"] = new("waterfall.js", "text/javascript; charset=utf-8"),
        ["tree.js"] = new("tree.js", "text/javascript; charset=utf-8"),
        ["details.js"] = new("details.js", "text/javascript; charset=utf-8"),
        ["format.js"] = new("format.js", "text/javascript; charset=utf-8"),
        ["icon.svg"] = new("icon.svg", "image/svg+xml"),
    };

    public static bool Has(string name) => All.ContainsKey(name);

    public static async Task SendAsync(HttpContext context, string name)
    {
        var (contentType, bytes) = (All[name].ContentType, All[name].Bytes);
        context.Response.ContentType = contentType;
        context.Response.ContentLength = bytes.Length;
        context.Response.Headers.CacheControl = "no-cache";
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.Body.WriteAsync(bytes, context.RequestAborted).ConfigureAwait(false);
        }
    }

    public static void Secure(HttpResponse response)
    {
        response.Headers.ContentSecurityPolicy = ContentSecurityPolicy;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
    }

    private sealed record Asset(string Name, string ContentType)
    {
        public byte[] Bytes { get; } = Load(Name);

        private static byte[] Load(string name)
        {
            using var resource = typeof(PageAssets).Assembly.GetManifestResourceStream(name)
                ?? throw new InvalidOperationException($"The file {name} is missing from the assembly.");
            var bytes = new byte[resource.Length];
            resource.ReadExactly(bytes);
            return bytes;
        }
    }
}
