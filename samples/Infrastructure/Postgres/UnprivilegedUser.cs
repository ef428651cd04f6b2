using Samples.Infrastructure.Processes;

namespace Samples.Infrastructure.Postgres;

/// <summary>Runs programs as an ordinary user: PostgreSQL refuses to run as root.</summary>
internal static class UnprivilegedUser
{
    // The user the Debian and Red Hat packages create; "nobody" is everywhere.
    private static readonly Lazy<string> Name = new(() =>
        File.Exists("/etc/passwd") && File.ReadLines("/etc/passwd").Any(line => line.StartsWith("postgres:", StringComparison.Ordinal))
            ? "postgres"
            : "nobody");

    private static bool IsNeeded => Environment.IsPrivilegedProcess && OperatingSystem.IsLinux();

    /// <summary>Gets a command that replaces itself by the program, so that its process id is the program's.</summary>
    public static IReadOnlyList<string> Command(params string[] command) =>
        IsNeeded ? ["setpriv", "--reuid", Name.Value, "--regid", GroupId(), "--clear-groups", "--", .. command] : command;

    /// <summary>Gives a folder and what is in it to the user.</summary>
    public static async Task OwnAsync(string folder, CancellationToken cancellationToken)
    {
        if (!IsNeeded)
        {
            return;
        }

        var (exitCode, output) = await ChildProcess.RunAsync(["chown", "-R", Name.Value, folder], folder, null, cancellationToken);
        if (exitCode != 0)
        {
            throw new InvalidOperationException($"{folder} cannot be given to {Name.Value}: {output}");
        }
    }

    private static string GroupId() => File.ReadLines("/etc/passwd")
        .First(line => line.StartsWith(Name.Value + ":", StringComparison.Ordinal)).Split(':')[3];
}
