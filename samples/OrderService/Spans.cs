using System.Diagnostics;

namespace OrderService;

/// <summary>This service's own spans. A source named like the application is recorded without being registered.</summary>
internal static class Spans
{
    public static readonly ActivitySource Source = new("OrderService");
}
