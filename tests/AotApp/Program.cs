using System.Diagnostics;
using DistributedTracing;

// A web application as small as one compiled ahead of time is: it calls itself once, says whether that was one trace, and ends.
var builder = WebApplication.CreateSlimBuilder(args);
builder.WebHost.UseUrls("http://127.0.0.1:0");
builder.Services.AddDistributedTracing();

var app = builder.Build();
using var source = new ActivitySource(builder.Environment.ApplicationName);
app.MapGet("/", () => source.Run("answer", span => span.Context.TraceId.ToHexString()));
await app.StartAsync();

var isOneTrace = await source.RunAsync("call myself", async span =>
{
    using var client = new HttpClient();
    var answered = await client.GetStringAsync(new Uri(app.Urls.First()));
    return answered == span.Context.TraceId.ToHexString();
});

await app.StopAsync();
Console.WriteLine(isOneTrace ? "One trace." : "Two traces.");
return isOneTrace ? 0 : 1;
