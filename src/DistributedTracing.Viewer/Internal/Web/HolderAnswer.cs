namespace DistributedTracing.Viewer.Internal.Web;

/// <summary>What is found on the shared port.</summary>
internal enum HolderAnswer
{
    /// <summary>Nothing listens.</summary>
    Nobody,

    /// <summary>Another viewer.</summary>
    Viewer,

    /// <summary>Something that is not a viewer.</summary>
    SomethingElse,

    /// <summary>Something that gives no answer: perhaps a viewer that is just ending, or is stopped in a debugger.</summary>
    Silence,
}
