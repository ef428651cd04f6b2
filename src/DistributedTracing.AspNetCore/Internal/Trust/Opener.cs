namespace DistributedTracing.AspNetCore.Internal.Trust;

/// <summary>Who opened the connection that the running code serves. Thread safe.</summary>
internal sealed class Opener(IncomingTrust trust)
{
    private static readonly AsyncLocal<Opener?> Flowing = new();

    private volatile IncomingTrust _trust = trust;

    /// <summary>Gets or sets the opener that the running code, and what it calls, belongs to; none where it is believed anyway.</summary>
    public static Opener? Current
    {
        get => Flowing.Value;
        set => Flowing.Value = value;
    }

    /// <summary>Gets or sets how far it is believed.</summary>
    public IncomingTrust Trust
    {
        get => _trust;
        set => _trust = value;
    }
}
