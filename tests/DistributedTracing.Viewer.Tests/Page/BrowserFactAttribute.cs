namespace DistributedTracing.Viewer.Tests.Page;

/// <summary>A test that needs Chromium; skipped, visibly, on machines without one.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute()
    {
        if (!File.Exists(Browser.ExecutablePath))
        {
            Skip = $"Chromium is not installed at {Browser.ExecutablePath}; set DT_TEST_CHROMIUM.";
        }
    }
}
