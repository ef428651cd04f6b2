namespace Benchmarks.Requests;

/// <summary>Who traces the application.</summary>
internal enum TracingMode
{
    /// <summary>Nobody; what every templated application pays is in it.</summary>
    None,

    /// <summary>
    /// OpenTelemetry's SDK and OTLP exporter on the framework's own sources, with the switch that makes the framework set attributes.
    /// </summary>
    Stock,

    /// <summary><c>AddDistributedTracing</c>, otherwise as it comes.</summary>
    Ours,
}
