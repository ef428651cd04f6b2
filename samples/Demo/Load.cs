using System.Diagnostics;
using System.Globalization;
using System.Net;
using Samples.Infrastructure.Shopping;

namespace Demo;

/// <summary>A bounded load: good checkouts, a slow one, a declined one, and a look at an order, which does an N+1 query.</summary>
internal sealed class Load(ShopClient customer, Report report)
{
    private const int GoodCheckouts = 20;
    private const int AtOnce = 4;

    public async Task<LoadOrders> SendAsync(CancellationToken cancellationToken)
    {
        report.Heading("Requests");
        var bought = await CheckOutManyAsync(cancellationToken);
        var slow = await CheckOutAsync("1 checkout, the payment provider hangs", "slow", HttpStatusCode.Created, cancellationToken);
        var declined = await CheckOutAsync("1 checkout, the card is declined", "declined", HttpStatusCode.PaymentRequired, cancellationToken);
        using var order = await MeasureAsync(
            "1 order looked at, a query for each line", () => customer.GetOrderAsync(bought, cancellationToken), response => $"{(int)response.StatusCode}");
        return new LoadOrders(slow, declined, bought);
    }

    private async Task<Guid> CheckOutManyAsync(CancellationToken cancellationToken)
    {
        var answers = await MeasureAsync($"{GoodCheckouts} checkouts, {AtOnce} at once", SendAllAsync, all => $"{all.Count(IsPlaced)} placed");
        return answers.FirstOrDefault(IsPlaced)?.OrderId ?? throw new InvalidOperationException(
            $"No checkout succeeded; OrderService answered {(int)answers[0].Status} {answers[0].Status}.");

        async Task<CheckoutAnswer[]> SendAllAsync()
        {
            var all = new CheckoutAnswer[GoodCheckouts];
            await Parallel.ForAsync(
                0,
                GoodCheckouts,
                new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
                async (i, token) => all[i] = await customer.CheckOutAsync(cancellationToken: token));
            return all;
        }
    }

    private async Task<Guid> CheckOutAsync(string what, string scenario, HttpStatusCode expected, CancellationToken cancellationToken)
    {
        var answer = await MeasureAsync(
            what, () => customer.CheckOutAsync(scenario, cancellationToken), answer => IsPlaced(answer) ? "placed" : $"{(int)answer.Status} {answer.Status}");
        return answer.Status == expected
            ? answer.OrderId
            : throw new InvalidOperationException($"OrderService answered {(int)answer.Status} {answer.Status} instead of {(int)expected} {expected}.");
    }

    private async Task<T> MeasureAsync<T>(string what, Func<Task<T>> send, Func<T, string> describe)
    {
        var time = Stopwatch.StartNew();
        var result = await send();
        report.Request(what, describe(result), string.Create(CultureInfo.InvariantCulture, $"{time.Elapsed.TotalSeconds:0.00} s"));
        return result;
    }

    private static bool IsPlaced(CheckoutAnswer answer) => answer.Status == HttpStatusCode.Created;
}
