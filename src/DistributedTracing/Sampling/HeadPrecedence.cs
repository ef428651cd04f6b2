namespace DistributedTracing.Sampling;

/// <summary>The order in which head decisions are asked; the first that decides has its way.</summary>
internal enum HeadPrecedence
{
    /// <summary>A package's own pages, never worth a trace.</summary>
    OwnPages,

    /// <summary>This one request was asked to be recorded, by somebody entitled to it.</summary>
    Forced,

    /// <summary>The application says that such requests are not traced.</summary>
    IgnoredPath,

    /// <summary>The caller says so.</summary>
    Caller,
}
