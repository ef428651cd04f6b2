namespace Samples.Infrastructure.Postgres;

/// <summary>Finds the programs of a PostgreSQL server.</summary>
public static class PostgresPrograms
{
    private const string DebianFolder = "/usr/lib/postgresql";

    /// <summary>Gets the folder of the newest installed version, or <see langword="null"/>.</summary>
    public static string? Find() => DebianFolders().Concat(PathFolders()).FirstOrDefault(IsComplete);

    private static IEnumerable<string> DebianFolders() => Directory.Exists(DebianFolder)
        ? Directory.GetDirectories(DebianFolder)
            .OrderByDescending(folder => int.TryParse(Path.GetFileName(folder), out var version) ? version : 0)
            .Select(folder => Path.Combine(folder, "bin"))
        : [];

    private static string[] PathFolders() =>
        (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);

    private static bool IsComplete(string folder) => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres"));
}
