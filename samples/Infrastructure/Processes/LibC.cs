using System.Runtime.InteropServices;

namespace Samples.Infrastructure.Processes;

internal static partial class LibC
{
    // .NET can only kill; a graceful stop needs the signal itself.
    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    public static partial int Kill(int processId, int signal);
}
