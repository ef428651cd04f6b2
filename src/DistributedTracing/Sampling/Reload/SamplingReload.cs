using DistributedTracing.Sampling.Rules;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace DistributedTracing.Sampling.Reload;

/// <summary>Reads the sampling settings again when the configuration changes, and has good ones take effect. Thread safe.</summary>
/// <remarks>
/// The options are made anew by the application's whole chain of configuration, so that values set in code keep their precedence. A
/// fault anywhere in them refuses the change as a whole.
/// </remarks>
internal sealed class SamplingReload(
    IConfiguration configuration,
    IOptionsFactory<TracingOptions> options,
    CurrentPolicy policy,
    IEnumerable<IReloadedSampling> parts,
    ILoggerFactory loggers,
    TimeProvider? time = null) : IDisposable
{
    /// <summary>How long changes are gathered: an editor that saves a file, a mounted secret, touch it more than once.</summary>
    public static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(250);

    private readonly IReloadedSampling[] _parts = [.. parts];
    private readonly ILogger _logger = loggers.CreateLogger("DistributedTracing.Sampling");
    private readonly Lock _gate = new();
    private IDisposable? _registration;
    private ITimer? _timer;
    private int _isPending;

    /// <summary>Warns about rules that do nothing, and begins to watch the configuration.</summary>
    public void Start()
    {
        WarnOfUnreachableRules();
        using (ExecutionContext.SuppressFlow())
        {
            _timer = (time ?? TimeProvider.System).CreateTimer(static reload => ((SamplingReload)reload!).Reload(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        _registration = ChangeToken.OnChange(configuration.GetReloadToken, Note);
    }

    public void Dispose()
    {
        _registration?.Dispose();
        _timer?.Dispose();
    }

    // The first change sets the time, so that a configuration that never comes to rest is read all the same.
    private void Note()
    {
        if (Interlocked.Exchange(ref _isPending, 1) == 0)
        {
            _timer!.Change(Delay, Timeout.InfiniteTimeSpan);
        }
    }

    private void Reload()
    {
        Interlocked.Exchange(ref _isPending, 0);
        lock (_gate)
        {
            try
            {
                Apply(options.Create(Options.DefaultName).Sampling);
            }
            catch (OptionsValidationException invalid)
            {
                _logger.SamplingChangeRefused(policy.Value.Version, invalid is TracingConfigurationException ? invalid.Message : string.Join("; ", invalid.Failures));
            }
            catch (Exception failure)
            {
                // Out of a timer it would end the process.
                _logger.SamplingChangeRefused(policy.Value.Version, $"Making the options failed: {failure.Message}");
            }
        }
    }

    private void Apply(SamplingOptions sampling)
    {
        var changes = _parts.SelectMany(part => part.Apply(sampling)).ToList();
        if (changes.Count > 0)
        {
            _logger.SamplingChanged(policy.Value.Version, string.Join("; ", changes));
            WarnOfUnreachableRules();
        }
    }

    private void WarnOfUnreachableRules()
    {
        foreach (var problem in UnreachableRules.Find(policy.Value.Rules))
        {
            _logger.SamplingRuleUnreachable(problem);
        }
    }
}
