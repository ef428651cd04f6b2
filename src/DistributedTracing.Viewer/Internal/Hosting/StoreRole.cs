namespace DistributedTracing.Viewer.Internal.Hosting;

/// <summary>This process's part in sharing the store.</summary>
internal enum StoreRole
{
    /// <summary>Not known yet.</summary>
    Joining,

    /// <summary>It holds the store on the shared port.</summary>
    Holder,

    /// <summary>Another process holds the store; this one sends to it.</summary>
    Sender,

    /// <summary>The shared port is of no use; this process holds a store of its own on another.</summary>
    Alone,
}
