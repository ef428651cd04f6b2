namespace PaymentService.Provider;

/// <summary>Plays the payment provider, somebody else's system: <c>appsettings.json</c> leaves its path out of the tracing.</summary>
internal static class ProviderStandIn
{
    private const int AttemptsThatHangWhenSlow = 3;

    // Longer than anybody waits.
    private static readonly TimeSpan Forever = TimeSpan.FromMinutes(1);

    public static void MapProviderStandIn(this WebApplication app) => app.MapPost("/provider/charges", AnswerAsync);

    private static async Task<IResult> AnswerAsync(ProviderRequest request, CancellationToken cancellationToken)
    {
        if (request.Scenario == "unavailable" || (request.Scenario == "slow" && request.Attempt <= AttemptsThatHangWhenSlow))
        {
            await Task.Delay(Forever, cancellationToken);
        }

        return request.Scenario == "declined" ? Results.StatusCode(StatusCodes.Status402PaymentRequired) : Results.Ok();
    }
}
