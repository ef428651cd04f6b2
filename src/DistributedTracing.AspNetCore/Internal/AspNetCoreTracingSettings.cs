using DistributedTracing.AspNetCore.Internal.Trust;
using DistributedTracing.Configuration;
using DistributedTracing.Propagation;

namespace DistributedTracing.AspNetCore.Internal;

internal sealed class AspNetCoreTracingSettings : SettingCatalog<AspNetCoreTracingOptions>
{
    private const int MinSecretLength = 16;

    public AspNetCoreTracingSettings()
    {
        Add(new ListSetting<AspNetCoreTracingOptions>("AspNetCore:IgnoredPaths", PathPattern.Allowed, PathPattern.IsAllowed, o => o.IgnoredPaths));

        Choice("AspNetCore:Trust:Default", TrustRuleFields.Trusts, o => o.Trust.Default, (o, v) => o.Trust.Default = v);
        Add(new ObjectListSetting<AspNetCoreTracingOptions, TrustRule>(
            "AspNetCore:Trust:Rules", () => new TrustRule { Trust = default }, TrustRuleFields.All, TrustRuleFields.Trust, TrustRuleConflicts.Find, o => o.Trust.Rules));

        Add(new ScalarSetting<AspNetCoreTracingOptions, string?>(
            "AspNetCore:ForceSampling:Header",
            "the name of an HTTP header",
            TryTake,
            name => HttpToken.Is(name),
            o => o.ForceSampling.Header,
            (o, v) => o.ForceSampling.Header = v!));
        Add(new ScalarSetting<AspNetCoreTracingOptions, string?>(
            "AspNetCore:ForceSampling:Secret",
            $"a secret of {MinSecretLength} or more visible ASCII characters",
            TryTake,
            IsSecret,
            o => o.ForceSampling.Secret,
            (o, v) => o.ForceSampling.Secret = v,
            _ => "…"));
    }

    private static bool TryTake(string text, out string? value) => (value = text) is not null;

    private static bool IsSecret(string? text) => string.IsNullOrEmpty(text) || (text.Length >= MinSecretLength && text.All(character => character is > ' ' and <= '~'));
}
