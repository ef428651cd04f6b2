using OrderService;
using OrderService.Checkout;
using OrderService.Data;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddDistributedTracing();
builder.Services.AddOrders(builder.Configuration);
builder.Services.AddHttpClient<InventoryClient>(http => http.BaseAddress = builder.Configuration.GetValue<Uri>("Services:Inventory"));
builder.Services.AddHttpClient<PaymentClient>(http => http.BaseAddress = builder.Configuration.GetValue<Uri>("Services:Payment"));
builder.Services.AddScoped<PriceList>();
builder.Services.AddScoped<CheckoutProcess>();

var app = builder.Build();
app.MapGet("/health", () => "healthy");
app.MapPost("/checkout", CheckoutEndpoint.HandleAsync);
app.MapGet("/orders/{id:guid}", OrderEndpoint.HandleAsync);
await app.RunAsync();
