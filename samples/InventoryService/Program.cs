using InventoryService;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddDistributedTracing();
builder.Services.AddStock(builder.Configuration);

var app = builder.Build();
app.MapGet("/health", () => "healthy");
app.MapPost("/reservations", ReservationEndpoints.ReserveAsync);
app.MapDelete("/reservations/{orderId:guid}", ReservationEndpoints.ReleaseAsync);
await app.RunAsync();
