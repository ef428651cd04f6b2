using PaymentService;
using PaymentService.Provider;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddDistributedTracing();
builder.Services.AddHttpContextAccessor();
builder.Services.AddOptions<ProviderOptions>().BindConfiguration("Provider");
builder.Services.AddHttpClient<ProviderClient>();
builder.Services.AddScoped<CardCharger>();

var app = builder.Build();
app.MapGet("/health", () => "healthy");
app.MapPost("/charges", ChargeEndpoint.HandleAsync);
app.MapProviderStandIn();
await app.RunAsync();
