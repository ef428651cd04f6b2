using System.Collections.Specialized;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using DistributedTracing.Propagation;

namespace DistributedTracing;

/// <summary>Writes the trace context into carriers the framework does not know, such as messages, jobs and files, and reads it back.</summary>
/// <remarks>
/// In the formats of <see cref="TracingOptions.Propagation"/>, those of the host that started last in this process; before any has,
/// W3C is written and every format read. An unsampled context is written too, so that the receiver follows the decision. Malformed
/// content never throws. Thread safe. See
/// <see href="https://github.com/open-telemetry/opentelemetry-specification/blob/v1.60.0/specification/context/api-propagators.md"/>.
/// </remarks>
public static class ContextCarrier
{
    /// <summary>Writes the context of the current span, and the baggage; nothing when there is neither.</summary>
    /// <param name="carrier">What is sent.</param>
    /// <param name="set">Sets a field of the carrier, in place of one of the same name: carrier, name, value.</param>
    /// <typeparam name="TCarrier">The carrier's type.</typeparam>
    public static void Inject<TCarrier>(TCarrier carrier, Action<TCarrier, string, string> set)
    {
        ArgumentNullException.ThrowIfNull(set);
        AmbientPropagator.Shared.Inner.InjectAll(Activity.Current, carrier, CarrierSetter<TCarrier>.ForApplication(set));
    }

    /// <summary>Writes the context of the current span into a dictionary, in place of what it held of the same names.</summary>
    /// <param name="carrier">The fields.</param>
    public static void Inject(IDictionary<string, string> carrier)
    {
        ArgumentNullException.ThrowIfNull(carrier);
        Inject(carrier, static (fields, name, value) => fields[name] = value);
    }

    /// <summary>Writes the context of the current span into HTTP headers, in place of what they held of the same names.</summary>
    /// <param name="carrier">The headers.</param>
    /// <remarks>
    /// Whoever they are sent to: <see cref="OutgoingOptions.Hosts"/> does not count here. When they are those of a request of
    /// <see cref="HttpClient"/>, it sends them as they are and adds no ids of its own.
    /// </remarks>
    public static void Inject(HttpHeaders carrier)
    {
        ArgumentNullException.ThrowIfNull(carrier);
        Inject(carrier, static (headers, name, value) =>
        {
            headers.Remove(name);
            headers.TryAddWithoutValidation(name, value);
        });
    }

    /// <summary>Writes the context of the current span into a collection, in place of what it held of the same names.</summary>
    /// <param name="carrier">The fields.</param>
    public static void Inject(NameValueCollection carrier)
    {
        ArgumentNullException.ThrowIfNull(carrier);
        Inject(carrier, static (fields, name, value) => fields[name] = value);
    }

    /// <summary>Writes the context of the current span into the environment of a process to be started.</summary>
    /// <param name="environment">The variables, such as those of <see cref="ProcessStartInfo.Environment"/>.</param>
    /// <remarks>Names as in <see cref="ExtractFromEnvironment()"/>.</remarks>
    public static void InjectIntoEnvironment(IDictionary<string, string?> environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        Inject(environment, static (variables, name, value) => variables[EnvironmentName(name)] = value);
    }

    /// <summary>Reads a context.</summary>
    /// <param name="carrier">What was received.</param>
    /// <param name="get">Reads a field of the carrier, whatever its letter case; <see langword="null"/> when it is not there.</param>
    /// <returns>The context; not valid when the carrier holds none, or none that is well formed.</returns>
    /// <typeparam name="TCarrier">The carrier's type.</typeparam>
    public static PropagatedContext Extract<TCarrier>(TCarrier carrier, Func<TCarrier, string, string?> get)
    {
        ArgumentNullException.ThrowIfNull(get);
        var propagator = AmbientPropagator.Shared.Inner;
        var getter = CarrierGetter<TCarrier>.For(get);
        object? boxed = carrier;
        propagator.TryExtract(boxed, getter, out ActivityContext context);
        return new PropagatedContext(context, propagator.ReadBaggage(boxed, getter) ?? []);
    }

    /// <summary>Reads a context from a dictionary; the dictionary's comparer decides about letter case.</summary>
    /// <param name="carrier">The fields.</param>
    /// <returns>The context; not valid when there is none.</returns>
    [OverloadResolutionPriority(1)]
    public static PropagatedContext Extract(IReadOnlyDictionary<string, string> carrier)
    {
        ArgumentNullException.ThrowIfNull(carrier);
        return Extract(carrier, static (fields, name) => fields.GetValueOrDefault(name));
    }

    /// <summary>Reads a context from a dictionary; the dictionary's comparer decides about letter case.</summary>
    /// <param name="carrier">The fields.</param>
    /// <returns>The context; not valid when there is none.</returns>
    public static PropagatedContext Extract(IDictionary<string, string> carrier)
    {
        ArgumentNullException.ThrowIfNull(carrier);
        return Extract(carrier, static (fields, name) => fields.TryGetValue(name, out var value) ? value : null);
    }

    /// <summary>Reads a context from HTTP headers.</summary>
    /// <param name="carrier">The headers.</param>
    /// <returns>The context; not valid when there is none.</returns>
    public static PropagatedContext Extract(HttpHeaders carrier)
    {
        ArgumentNullException.ThrowIfNull(carrier);

        // Several headers of one name are one list (RFC 9110 section 5.3); joined, a second traceparent makes the first invalid.
        return Extract(carrier, static (headers, name) => headers.TryGetValues(name, out var values) ? string.Join(',', values) : null);
    }

    /// <summary>Reads a context from a collection.</summary>
    /// <param name="carrier">The fields.</param>
    /// <returns>The context; not valid when there is none.</returns>
    public static PropagatedContext Extract(NameValueCollection carrier)
    {
        ArgumentNullException.ThrowIfNull(carrier);
        return Extract(carrier, static (fields, name) => fields[name]);
    }

    /// <summary>Reads the context that whoever started this process left in its environment.</summary>
    /// <returns>The context; not valid when there is none.</returns>
    /// <remarks>
    /// Names are those of the headers in capitals, with <c>_</c> for what is no letter or digit: <c>TRACEPARENT</c>, <c>X_B3_TRACEID</c>. See
    /// <see href="https://github.com/open-telemetry/opentelemetry-specification/blob/v1.60.0/specification/context/env-carriers.md"/>.
    /// </remarks>
    public static PropagatedContext ExtractFromEnvironment() =>
        Extract<object?>(null, static (_, name) => Environment.GetEnvironmentVariable(EnvironmentName(name)));

    private static string EnvironmentName(string name) => string.Create(name.Length, name, static (text, name) =>
    {
        for (var i = 0; i < name.Length; i++)
        {
            text[i] = char.IsAsciiLetterOrDigit(name[i]) ? char.ToUpperInvariant(name[i]) : '_';
        }
    });
}
