using System.Net;

namespace Samples.Infrastructure.Shopping;

/// <summary>What came of a checkout.</summary>
/// <param name="Status">The answer's status.</param>
/// <param name="OrderId">The order, whether or not it was placed; empty when the request made no sense.</param>
public sealed record CheckoutAnswer(HttpStatusCode Status, Guid OrderId);
