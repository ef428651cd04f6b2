using System.Net;

namespace Samples.Infrastructure.Shopping;

/// <summary>What came of a checkout.</summary>
/// <param name="Status">The answer's status.</param>
/// <param name="OrderId">The order, when it was placed.</param>
public sealed record CheckoutAnswer(HttpStatusCode Status, Guid? OrderId);
