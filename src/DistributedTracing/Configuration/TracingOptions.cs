namespace DistributedTracing;

/// <summary>What is traced, how it is sampled, and where it is sent.</summary>
/// <remarks>
/// Bound from the configuration section <c>Tracing</c>. Precedence, value by value: code, then the section
/// (<c>appsettings.json</c>, environment variables such as <c>Tracing__ServiceName</c>), then the <c>OTEL_*</c> variables of the
/// OpenTelemetry specification, then the default. Read at start; of later changes those of <see cref="Sampling"/> take effect. A wrong
/// value stops the start with every problem listed at once. Not thread safe; do not change it after the host has started.
/// </remarks>
public sealed class TracingOptions
{
    /// <summary>Gets or sets whether anything is recorded and exported.</summary>
    /// <value>The default is <see langword="true"/>, or <see langword="false"/> when <c>OTEL_SDK_DISABLED</c> is <c>true</c>.</value>
    /// <remarks>When <see langword="false"/> no span is created; trace context still flows through the service.</remarks>
    public bool Enabled { get; set; } = true;

    /// <summary>Gets or sets the resource attribute <c>service.name</c>.</summary>
    /// <value>The default is <c>OTEL_SERVICE_NAME</c>, then the host's application name.</value>
    public string? ServiceName { get; set; }

    /// <summary>Gets or sets the resource attribute <c>service.version</c>.</summary>
    /// <value>The default is the version of the entry assembly.</value>
    public string? ServiceVersion { get; set; }

    /// <summary>Gets or sets the resource attribute <c>deployment.environment.name</c>.</summary>
    /// <value>The default is the host's environment name, such as <c>Production</c>.</value>
    public string? Environment { get; set; }

    /// <summary>Gets the names of the <see cref="System.Diagnostics.ActivitySource"/>s to record besides the built-in ones.</summary>
    /// <value>Names; a <c>*</c> at the end stands for any ending. Empty by default.</value>
    /// <remarks>
    /// Always recorded: the sources of the installed integrations, the sources listed in the package's README, and those named
    /// like the application itself (<c>OrderService</c> and <c>OrderService.*</c>).
    /// </remarks>
    public IList<string> Sources { get; } = [];

    /// <summary>Gets further resource attributes, such as <c>k8s.pod.name</c>.</summary>
    /// <value>Empty by default; those of <c>OTEL_RESOURCE_ATTRIBUTES</c> are always added.</value>
    public IDictionary<string, string> Resource { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Gets which traces are kept.</summary>
    public SamplingOptions Sampling { get; } = new();

    /// <summary>Gets the header formats that carry the trace context between services.</summary>
    public PropagationOptions Propagation { get; } = new();

    /// <summary>Gets which baggage items show up in spans and log lines.</summary>
    public BaggageOptions Baggage { get; } = new();

    /// <summary>Gets how finished spans are queued and grouped.</summary>
    public BatchingOptions Batching { get; } = new();

    /// <summary>Gets where finished spans are sent.</summary>
    public DeliveryOptions Delivery { get; } = new();

    /// <summary>Gets how log lines carry trace ids.</summary>
    public LogCorrelationOptions Logs { get; } = new();
}
