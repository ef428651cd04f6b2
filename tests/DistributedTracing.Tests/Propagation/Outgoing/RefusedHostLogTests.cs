using DistributedTracing.Propagation;
using DistributedTracing.Tests.Shared;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DistributedTracing.Tests.Propagation.Outgoing;

public sealed class RefusedHostLogTests
{
    private readonly LogCollector _log = new();

    [Fact]
    public void Report_Host_SaysOnceWhatToSet()
    {
        var log = Create("internal", "*.example.org");

        log.Report("api.example.com");
        log.Report("API.example.com");

        _log.Lines.Should().Equal((LogLevel.Information,
            "Trace context is not sent to api.example.com, which is not listed in Tracing:Propagation:Outgoing:Hosts. "
            + "If that host is yours, set it to \"internal,*.example.org,api.example.com\"."));
    }

    [Fact]
    public async Task Report_EndlessHostsFromManyThreads_EndsWithOneLineThatSaysSo()
    {
        var log = Create("internal");

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 100; i++)
            {
                log.Report($"h{i}.example.com");
            }
        })));

        _log.Lines.Should().HaveCount(RefusedHostLog.MaxHosts + 1);
        _log.Lines.Select(line => line.Text).Should().OnlyHaveUniqueItems().And.ContainSingle(line =>
            line == "Trace context was refused to 20 hosts that are not listed in Tracing:Propagation:Outgoing:Hosts; further ones are not logged.");
    }

    private RefusedHostLog Create(params string[] hosts)
    {
        var options = new TracingOptions();
        options.Propagation.Outgoing.Hosts.Clear();
        foreach (var host in hosts)
        {
            options.Propagation.Outgoing.Hosts.Add(host);
        }

        return new(Options.Create(options), LoggerFactory.Create(logging => logging.AddProvider(_log)));
    }
}
