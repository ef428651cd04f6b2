using DistributedTracing.Viewer.Protos;
using DistributedTracing.Viewer.Tests.Hosting;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;
using OtlpSpan = DistributedTracing.Viewer.Protos.Span;

namespace DistributedTracing.Viewer.Tests.Page;

public sealed class PageTests
{
    private const string Hostile = "<img src=x onerror=\"document.title='broken in'\">";

    [BrowserFact]
    public async Task Page_InTheApplication_LeadsFromTheListToASpansAttributes()
    {
        await using var app = await ViewerApp.StartAsync("orders", ViewerApp.FreePort());
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(new Uri(app.Address, "/_tracing"));
        await Expect(page.Locator(".empty")).ToContainTextAsync("No traces yet");

        // Arrives while the page is open.
        var trace = app.Record("create <b>order</b>", span => span.SetTag("order.note", Hostile).SetTag("order.id", long.MaxValue));
        await page.Locator("#traces .trace", new() { HasText = "create <b>order</b>" }).ClickAsync();
        await page.Locator("#spans .span").ClickAsync();

        var panel = page.Locator(".panel");
        await Expect(panel.Locator("tr", new() { HasText = "order.note" }).Locator("td")).ToHaveTextAsync(Hostile);
        await Expect(panel.Locator("tr", new() { HasText = "order.id" }).Locator("td")).ToHaveTextAsync("9223372036854775807");
        await Expect(panel.Locator("h2")).ToHaveTextAsync("create <b>order</b>");
        (await page.Locator("main img").CountAsync()).Should().Be(0, "attributes are text");
        (await page.TitleAsync()).Should().Be("create <b>order</b> · Traces");
        page.Url.Should().StartWith($"{app.Address}_tracing#/trace/{trace}/");
        browser.Errors.Should().BeEmpty();
    }

    [BrowserFact]
    public async Task List_Filters_NarrowIt()
    {
        using var store = await StoreFixture.StartAsync();
        (await store.PostAsync(Some.Request(Some.Span(trace: 1, id: 1, name: "good"), Some.Span(trace: 2, id: 2, name: "bad", forMs: 300).Failed()))).Dispose();
        (await store.PostAsync(Some.RequestOf("payments", Some.Span(trace: 3, id: 3, name: "pay").With("card", "visa")))).Dispose();
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(store.Address);
        var names = page.Locator("#traces .name");
        await Expect(names).ToHaveCountAsync(3);

        await page.GetByLabel("Errors only").CheckAsync();
        await Expect(names).ToHaveTextAsync(["bad"]);
        await page.GetByLabel("Errors only").UncheckAsync();
        await page.GetByLabel("Service").SelectOptionAsync("payments");
        await Expect(names).ToHaveTextAsync(["pay"]);
        await page.GetByLabel("Service").SelectOptionAsync("");
        await page.GetByLabel("Search").FillAsync("VISA");
        await Expect(names).ToHaveTextAsync(["pay"]);
        await page.GetByLabel("Search").FillAsync("");
        await page.GetByLabel("Minimum duration").FillAsync("0.2s");
        await Expect(names).ToHaveTextAsync(["bad"]);
        await page.GetByLabel("Minimum duration").FillAsync("soon");
        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("minDuration must be a duration");
    }

    [BrowserFact]
    public async Task Waterfall_BrokenTrace_ShowsEverySpan()
    {
        using var store = await StoreFixture.StartAsync();
        (await store.PostAsync(Some.Request(
            Some.Span(id: 1, name: "root"),
            Some.Span(id: 2, parent: 1, name: "child", atMs: -5),
            Some.Span(id: 3, parent: 99, name: "orphan", forMs: -3),
            Some.Span(id: 4, parent: 5, name: "loop a"),
            Some.Span(id: 5, parent: 4, name: "loop b"),
            Some.Span(id: 6, parent: 6, name: "own parent")))).Dispose();
        await using var browser = await Browser.StartAsync();

        var page = await browser.OpenAsync(new Uri(store.Address, $"/_tracing#/trace/{Some.TraceIdText(1)}"));

        var names = page.Locator("#spans .name");
        await Expect(names).ToHaveCountAsync(6);
        (await names.AllTextContentsAsync()).Should().StartWith(["root", "child"]).And.Contain(["orphan", "loop a", "loop b", "own parent"]);
        await Expect(page.Locator("#spans .span", new() { HasText = "orphan" })).ToContainTextAsync("parent missing");
        await page.GetByTitle("Collapse").First.ClickAsync();
        await Expect(names).ToHaveCountAsync(5);
        await page.GetByTitle("Expand").ClickAsync();
        await page.Locator("#spans .span", new() { HasText = "child" }).ClickAsync();
        await Expect(page.Locator(".panel .note")).ToContainTextAsync("before its parent");
        await page.Keyboard.PressAsync("ArrowUp");
        await Expect(page.Locator(".panel h2")).ToHaveTextAsync("root");
        browser.Errors.Should().BeEmpty();
    }

    [BrowserFact]
    public async Task Waterfall_FiveThousandSpans_IsDrawnAndScrolledAtOnce()
    {
        using var store = await StoreFixture.StartAsync();
        OtlpSpan[] spans = [.. Enumerable.Range(1, 5_000).Select(id => Some.Span(id: id, parent: id - 1, name: $"step {id}", atMs: id, forMs: 5_000 - id)
            .With("index", new AnyValue { IntValue = id }))];
        (await store.PostAsync(Some.Request(spans))).Dispose();
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(new Uri(store.Address, $"/_tracing#/trace/{Some.TraceIdText(1)}"));
        await Expect(page.Locator("#spans .span").First).ToContainTextAsync("step 1");

        (await page.Locator("#spans .span").CountAsync()).Should().BeLessThan(120, "only rows in sight exist");
        var milliseconds = await page.EvaluateAsync<double>("""
            async () => {
              const scroller = document.querySelector('.scroller');
              const started = performance.now();
              scroller.scrollTop = scroller.scrollHeight;
              await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
              return performance.now() - started;
            }
            """);
        await Expect(page.Locator("#spans .span").Last).ToContainTextAsync("step 5000");
        milliseconds.Should().BeLessThan(2_000);
        browser.Errors.Should().BeEmpty();
    }
}
