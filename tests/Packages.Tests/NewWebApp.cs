namespace DistributedTracing.Packages.Tests;

/// <summary>The template's web application with the one line that the README tells, and a log line to look at.</summary>
internal static class NewWebApp
{
    public static async Task<NewApp> CreateAsync(PackedPackages packages)
    {
        var app = await NewApp.CreateAsync("web", "Shop", packages);
        await app.AddPackageAsync("DistributedTracing.AspNetCore");
        app.InsertAfter("var builder = WebApplication.CreateBuilder(args);", "builder.Services.AddDistributedTracing();");
        app.Replace(
            """app.MapGet("/", () => "Hello World!");""",
            """app.MapGet("/", (ILogger<Program> logger) => { logger.LogInformation("Saying hello."); return "Hello World!"; });""");
        await app.BuildAsync();
        return app;
    }
}
