using System.Diagnostics;
using System.Globalization;
using DistributedTracing.Sampling;
using DistributedTracing.Sampling.Budgets;
using OpenTelemetry.Trace;

namespace DistributedTracing.Tests.Sampling.Budgets;

public sealed class BudgetKeyReaderTests
{
    [Theory]
    [InlineData("/orders", "/orders")]
    [InlineData("/orders/17", "/orders/*")]
    [InlineData("/orders/17/items/4", "/orders/*/items/*")]
    [InlineData("/users/a3f1-77/", "/users/*/")]
    [InlineData("/api/v2/orders/550e8400-e29b-41d4-a716-446655440000", "/api/v2/orders/*")]
    [InlineData("/v12345", "/*")]
    [InlineData("/v", "/v")]
    [InlineData("/", "/")]
    [InlineData("", "")]
    [InlineData("17", "*")]
    [InlineData("//1//", "//*//")]
    public void Path_WithIds_IsOneKeyForAllOfThem(string path, string key) => Read(["Path"], new FakeRequest { Path = path }).Should().Be(key);

    [Fact]
    public void Operation_OfARequest_IsMethodAndPath() =>
        Read(["Operation"], new FakeRequest { Method = "POST", Path = "/orders/17" }).Should().Be("POST /orders/*");

    [Fact]
    public void Operation_OfAnyOtherSpan_IsItsName() => Read(["Operation"], null, ActivityKind.Internal).Should().Be("clean up");

    [Theory]
    [InlineData("Method", "GET")]
    [InlineData("host", "shop.example:8080")]
    [InlineData("SpanName", "clean up")]
    [InlineData("Header:X-Tenant", "gold")]
    [InlineData("header: x-tenant ", "gold")]
    [InlineData("Header:X-None", "")]
    public void Part_OfAnyName_IsRead(string part, string key) => Read([part], Request()).Should().Be(key);

    [Theory]
    [InlineData("postgresql", "postgresql")]
    [InlineData(12.5, "12.5")]
    [InlineData(7, "7")]
    [InlineData(true, "true")]
    [InlineData(null, "")]
    public void Attribute_OfAnyType_IsReadAsItIsWritten(object? value, string key)
    {
        var culture = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        var tags = new KeyValuePair<string, object?>[] { new("db.system.name", value) };
        var parameters = new SamplingParameters(default, default, "query", ActivityKind.Client, tags);
        Span<char> buffer = stackalloc char[BudgetKeyReader.MaxLength];

        var length = new BudgetKeyReader(["Attribute:db.system.name"]).Read(new SamplingCandidate(in parameters, null), buffer);

        CultureInfo.CurrentCulture = culture;
        buffer[..length].ToString().Should().Be(key);
    }

    [Fact]
    public void Baggage_OfARequest_IsReadFromIt()
    {
        var request = Request();
        request.Baggage["tenant"] = "gold";

        Read(["Baggage:tenant"], request).Should().Be("gold");
    }

    [Fact]
    public void Read_SeveralParts_JoinsThem() => Read(["Method", "Header:X-None", "Header:X-Tenant"], Request()).Should().Be("GET\n\ngold");

    [Theory]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(10_000)]
    public void Read_LongKey_IsCutOff(int length)
    {
        var path = "/" + new string('x', length - 1);

        Read(["Path", "Method"], new FakeRequest { Path = path, Method = "GET" }).Should().Be((path + "\nGET")[..Math.Min(256, length + 4)]);
        Read(["Path"], new FakeRequest { Path = "/1/" + path }).Should().Be(("/*/" + path)[..Math.Min(256, length + 3)]);
    }

    [Theory]
    [InlineData("Operation", true)]
    [InlineData("PATH", true)]
    [InlineData("Header:X", true)]
    [InlineData("Header:", false)]
    [InlineData("Header: ", false)]
    [InlineData("Header", false)]
    [InlineData("Path:X", false)]
    [InlineData("Route", false)]
    [InlineData("", false)]
    public void IsName_AnyText_SaysWhetherThereIsSuchAPart(string name, bool isName) => KeyParts.IsName(name).Should().Be(isName);

    [Fact]
    public void Of_UnknownName_NamesThoseThereAre()
    {
        var make = () => KeyParts.Of("Route");

        make.Should().Throw<ArgumentException>().WithMessage("*Route*Operation, Path, Method*Header:<name>*");
    }

    [Fact]
    public void Read_AnyKey_AllocatesNothing()
    {
        var reader = new BudgetKeyReader(["Operation", "Host", "Header:X-Tenant"]);
        var request = Request();
        Allocations.Of(() =>
        {
            Span<char> buffer = stackalloc char[BudgetKeyReader.MaxLength];
            var parameters = new SamplingParameters(default, default, "clean up", ActivityKind.Server);
            reader.Read(new SamplingCandidate(in parameters, request), buffer);
        }).Should().Be(0);
    }

    private static FakeRequest Request() =>
        new() { Method = "GET", Path = "/orders/17", Host = "shop.example:8080", Headers = { ["X-Tenant"] = "gold" } };

    private static string Read(string[] parts, FakeRequest? request, ActivityKind kind = ActivityKind.Server)
    {
        var parameters = new SamplingParameters(default, default, "clean up", kind);
        Span<char> buffer = stackalloc char[BudgetKeyReader.MaxLength];
        return buffer[..new BudgetKeyReader(parts).Read(new SamplingCandidate(in parameters, request), buffer)].ToString();
    }
}
