using DistributedTracing.Viewer.Internal.Intake;
using DistributedTracing.Viewer.Internal.Storage;
using DistributedTracing.Viewer.Protos;
using Google.Protobuf;
using OtlpSpan = DistributedTracing.Viewer.Protos.Span;

namespace DistributedTracing.Viewer.Tests;

/// <summary>Spans for tests that care about one or two of their values.</summary>
internal static class Some
{
    /// <summary>2026-01-02 03:04:05 UTC.</summary>
    public const ulong Start = 1_767_323_045_000_000_000;

    public const ulong Millisecond = 1_000_000;

    public static OtlpSpan Span(int trace = 1, int id = 1, int parent = 0, string name = "GET /orders", int atMs = 0, int forMs = 10) => new()
    {
        TraceId = TraceId(trace),
        SpanId = SpanId(id),
        ParentSpanId = parent == 0 ? ByteString.Empty : SpanId(parent),
        Name = name,
        Kind = OtlpSpan.Types.SpanKind.Server,
        StartTimeUnixNano = Start + ((ulong)atMs * Millisecond),
        EndTimeUnixNano = Start + ((ulong)(atMs + forMs) * Millisecond),
    };

    public static ByteString TraceId(int number) => ByteString.CopyFrom([0xAB, .. new byte[11], .. BigEndian(number)]);

    public static ByteString SpanId(int number) => ByteString.CopyFrom([0xCD, .. new byte[3], .. BigEndian(number)]);

    public static string TraceIdText(int number) => $"ab{number:x30}";

    public static string SpanIdText(int number) => $"cd{number:x14}";

    public static OtlpSpan With(this OtlpSpan span, string key, AnyValue value)
    {
        span.Attributes.Add(new KeyValue { Key = key, Value = value });
        return span;
    }

    public static OtlpSpan With(this OtlpSpan span, string key, string value) => span.With(key, new AnyValue { StringValue = value });

    public static OtlpSpan Failed(this OtlpSpan span, string message = "it broke")
    {
        span.Status = new Status { Code = Status.Types.StatusCode.Error, Message = message };
        return span;
    }

    public static ExportTraceServiceRequest Request(params OtlpSpan[] spans) => RequestOf("orders", spans);

    public static ExportTraceServiceRequest RequestOf(string service, params OtlpSpan[] spans)
    {
        var scope = new ScopeSpans { Scope = new InstrumentationScope { Name = "tests", Version = "1.0" } };
        scope.Spans.Add(spans);
        var resource = new Resource();
        resource.Attributes.Add(new KeyValue { Key = "service.name", Value = new AnyValue { StringValue = service } });
        resource.Attributes.Add(new KeyValue { Key = "host.name", Value = new AnyValue { StringValue = "box" } });
        var request = new ExportTraceServiceRequest { ResourceSpans = { new ResourceSpans { Resource = resource } } };
        request.ResourceSpans[0].ScopeSpans.Add(scope);
        return request;
    }

    public static IReadOnlyList<StoredSpan> Stored(params OtlpSpan[] spans) => ReceivedSpans.From(Request(spans)).Accepted;

    private static byte[] BigEndian(int number) => [(byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number];
}
