using Microsoft.EntityFrameworkCore;

namespace OrderService.Data;

internal sealed class OrdersContext(DbContextOptions<OrdersContext> options) : DbContext(options)
{
    public DbSet<Customer> Customers => Set<Customer>();

    public DbSet<Product> Products => Set<Product>();

    public DbSet<Order> Orders => Set<Order>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        var customers = modelBuilder.Entity<Customer>().ToTable("customers");
        customers.Property(customer => customer.Id).ValueGeneratedNever();
        customers.HasData(Enumerable.Range(1, 10).Select(id => new Customer { Id = id, Name = $"Customer {id}" }));

        var products = modelBuilder.Entity<Product>().ToTable("products");
        products.HasKey(product => product.Sku);
        products.HasData(
            new Product { Sku = "TEA-1", Name = "Green tea", Price = 6.50m },
            new Product { Sku = "TEA-2", Name = "Black tea", Price = 5.90m },
            new Product { Sku = "CUP-1", Name = "Cup", Price = 12.00m },
            new Product { Sku = "POT-1", Name = "Teapot", Price = 39.00m },
            new Product { Sku = "JAM-1", Name = "Orange marmalade", Price = 4.20m });

        var orders = modelBuilder.Entity<Order>().ToTable("orders");
        orders.Property(order => order.Id).ValueGeneratedNever();
        orders.Ignore(order => order.Total);
        orders.HasMany(order => order.Lines).WithOne().HasForeignKey("OrderId");
        modelBuilder.Entity<OrderLine>().ToTable("order_lines").Property(line => line.Id).ValueGeneratedNever();
    }
}
