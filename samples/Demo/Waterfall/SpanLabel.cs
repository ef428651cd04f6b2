using Demo.Traces;

namespace Demo.Waterfall;

/// <summary>What a span is called in the waterfall: its name, and what tells it from others of the same name.</summary>
internal static class SpanLabel
{
    public static string Of(TraceSpan span)
    {
        // Without a summary of the statement the driver's span has the database system's name.
        if (span.Tags.TryGetValue("db.query.text", out var query) && span.Name == span.Tags.GetValueOrDefault("db.system.name"))
        {
            return string.Join(' ', query.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        }

        return span.IsClient && Uri.TryCreate(span.Tags.GetValueOrDefault("url.full"), UriKind.Absolute, out var address)
            ? $"→ {span.Name} {address.AbsolutePath}"
            : span.Name;
    }
}
