using MessageApp;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddDistributedTracing(tracing => tracing.Sources.Add("RabbitMQ.Client.*"));
builder.Services.AddSingleton<MessageQueue>();
builder.Services.AddHostedService(services => services.GetRequiredService<MessageQueue>());

var app = builder.Build();
app.MapPost("/messages/{id}", (string id, MessageQueue queue, CancellationToken stopping) => queue.PublishAsync(id, stopping));
app.MapGet("/messages/{id}", (string id, MessageQueue queue) => queue.Find(id) is { } message ? Results.Ok(message) : Results.NotFound());
await app.RunAsync();
