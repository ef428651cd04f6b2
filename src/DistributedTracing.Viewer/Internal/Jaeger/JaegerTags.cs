using DistributedTracing.Viewer.Internal.Storage;
using DistributedTracing.Viewer.Protos;
using OtlpSpan = DistributedTracing.Viewer.Protos.Span;

namespace DistributedTracing.Viewer.Internal.Jaeger;

/// <summary>A span's attributes as Jaeger has them: what OTLP keeps in fields of their own, are tags there.</summary>
/// <remarks><see href="https://github.com/open-telemetry/opentelemetry-specification/blob/v1.60.0/specification/common/mapping-to-non-otlp.md"/>.</remarks>
internal static class JaegerTags
{
    public const string Event = "event";

    public static IEnumerable<SpanAttribute> Of(StoredSpan span)
    {
        foreach (var attribute in span.Attributes)
        {
            yield return attribute;
        }

        if (KindOf(span) is { } kind)
        {
            yield return new SpanAttribute("span.kind", kind);
        }

        if (span.StatusCode != Status.Types.StatusCode.Unset)
        {
            yield return new SpanAttribute("otel.status_code", span.IsError ? "ERROR" : "OK");
        }

        if (span.IsError)
        {
            yield return new SpanAttribute("error", true);
        }

        foreach (var (key, text) in TextsOf(span))
        {
            if (text.Length > 0)
            {
                yield return new SpanAttribute(key, text);
            }
        }
    }

    /// <summary>Gets the kind; <see langword="null"/> when it is not known.</summary>
    public static string? KindOf(StoredSpan span) => span.Kind switch
    {
        OtlpSpan.Types.SpanKind.Internal => "internal",
        OtlpSpan.Types.SpanKind.Server => "server",
        OtlpSpan.Types.SpanKind.Client => "client",
        OtlpSpan.Types.SpanKind.Producer => "producer",
        OtlpSpan.Types.SpanKind.Consumer => "consumer",
        _ => null,
    };

    private static (string Key, string Text)[] TextsOf(StoredSpan span) =>
    [
        ("otel.status_description", span.StatusMessage),
        ("otel.scope.name", span.Scope.Name),
        ("otel.scope.version", span.Scope.Version),
        ("w3c.tracestate", span.TraceState),
    ];
}
