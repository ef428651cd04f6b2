using System.Text;

namespace TraceContext.Tests;

/// <summary>The header <c>tracestate</c>: <see href="https://www.w3.org/TR/trace-context-2/#tracestate-header"/>.</summary>
[Collection(nameof(AppGroup))]
public sealed class TraceStateTests(AppFixture app)
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyz";
    private const string KeyCharacters = Letters + "0123456789_-*/";
    private const string ValueCharacters =
        " !\"#$%&'()*+-./0123456789:;<>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~";

    public static TheoryData<string> LongKeys =>
    [
        $"{new string('z', 256)}=1",
        $"{new string('t', 241)}@{new string('v', 14)}=1",
    ];

    public static TheoryData<string> TooLong =>
    [
        $"foo=1,{new string('z', 257)}=1",
        $"foo=1,{new string('t', 242)}@{new string('v', 14)}=1",
        $"foo=1,{new string('t', 241)}@{new string('v', 15)}=1",
        $"foo=1,bar={new string('v', 257)}",
    ];

    [Fact] // #a-traceparent-is-not-received
    public async Task TraceState_WithoutTraceParent_IsDropped() =>
        Caller.MustNotBeContinuedBy(await Hop.SendAsync(app.Address, "tracestate: foo=1,bar=2"));

    [Theory] // #traceparent-header: "the vendor MUST NOT attempt to parse the tracestate header" when that is invalid
    [InlineData("ff-12345678901234567890123456789012-1234567890123456-01")]
    [InlineData("00-00000000000000000000000000000000-1234567890123456-01")]
    [InlineData("garbage")]
    public async Task TraceState_WithAnInvalidTraceParent_IsDropped(string traceParent) =>
        Caller.MustNotBeContinuedBy(await Hop.SendAsync(app.Address, $"traceparent: {traceParent}", "tracestate: foo=1,bar=2"));

    [Theory] // #header-name-0: "vendors MUST expect the header name in any case"
    [InlineData("tracestate")]
    [InlineData("TraceState")]
    [InlineData("TrAcEsTaTe")]
    [InlineData("TRACESTATE")]
    public async Task TraceState_InAnyCase_IsKept(string name) => await IsKeptAsync("foo=1,bar=2", $"{name}: foo=1,bar=2");

    [Theory] // #header-name-0
    [InlineData("trace-state")]
    [InlineData("trace.state")]
    [InlineData("trace_state")]
    public async Task TraceState_UnderAnotherName_IsIgnored(string name) => await IsKeptAsync(null, $"{name}: foo=1");

    [Fact] // #sampled-flag: an unsampled trace has a state too
    public async Task TraceState_OfAnUnsampledTrace_IsKept()
    {
        var sent = await Hop.SendAsync(app.Address, $"traceparent: 00-{Caller.TraceId}-{Caller.ParentId}-00", "tracestate: foo=1,bar=2");

        Caller.MustBeContinuedBy(sent);
        sent.TraceState.Should().Be("foo=1,bar=2");
    }

    [Theory] // #list: "empty and whitespace-only list members are allowed"
    [InlineData]
    [InlineData("")]
    [InlineData(" \t ")]
    [InlineData(",")]
    [InlineData("", "")]
    public async Task TraceState_WithoutMembers_IsNotSent(params string[] values) => await IsKeptAsync(null, Lines(values));

    [Theory] // #tracestate-header, RFC 9110 section 5.3: several headers are one list, in their order
    [InlineData("foo=1,bar=2|rojo=1,congo=2|baz=3", "foo=1", "bar=2", "rojo=1", "congo=2", "baz=3")]
    [InlineData("rojo=1,congo=2|foo=1,bar=2", "rojo=1", "congo=2", "foo=1", "bar=2")]
    [InlineData("foo=1|", "foo=1")]
    [InlineData("|foo=1", "foo=1")]
    [InlineData("foo=1||bar=2", "foo=1", "bar=2")]
    public async Task TraceState_InSeveralHeaders_IsOneList(string headers, params string[] members) =>
        await HasMembersAsync(members, headers.Split('|'));

    [Theory] // #combined-header-value: "only one entry per key is allowed", yet a vendor who finds two has nothing to break
    [InlineData("foo=1,foo=1")]
    [InlineData("foo=1,foo=2")]
    [InlineData("foo=1", "foo=1")]
    [InlineData("foo=1", "foo=2")]
    public async Task TraceState_WithAKeyTwice_IsNotBroken(params string[] values) =>
        await IsKeptAsync(string.Join(',', values), Lines(values));

    [Theory] // #key, #value
    [InlineData($"{KeyCharacters}=1")]
    [InlineData($"0{KeyCharacters}=1")]
    [InlineData($"{KeyCharacters}@{KeyCharacters}=1")]
    [InlineData("a=1,0=2,b@c=3,d@e@f=4")]
    [InlineData($"foo={ValueCharacters}")]
    public async Task TraceState_OfEveryAllowedCharacter_IsKept(string value) => await IsKeptAsync(value, $"tracestate: {value}");

    [Theory] // #list: white space around members is optional
    [InlineData("foo=1 \t , \t bar=2, \t baz=3")]
    [InlineData("foo=1\t \t,\t \tbar=2,\t \tbaz=3")]
    [InlineData(" foo=1,bar=2,baz=3")]
    [InlineData("\tfoo=1,bar=2,baz=3")]
    [InlineData("foo=1,bar=2,baz=3 ")]
    [InlineData("foo=1,bar=2,baz=3\t")]
    [InlineData("\t foo=1 ,, bar=2,baz=3 \t")]
    public async Task TraceState_WithWhiteSpaceAroundMembers_KeepsThem(string value) =>
        await HasMembersAsync(["foo=1", "bar=2", "baz=3"], value);

    [Theory] // #key: no other character, and a lower case letter or a digit first
    [InlineData("foo =1")]
    [InlineData("FOO=1")]
    [InlineData("foo.bar=1")]
    [InlineData("@foo=1,bar=2")]
    [InlineData("_foo=1")]
    [InlineData("foo bar=1")]
    [InlineData("f\u00C3\u00B6\u00C3\u00B6=1")] // föö in UTF-8
    public async Task TraceState_WithAnIllegalKey_IsDropped(string value) => await IsKeptAsync(null, $"tracestate: {value}");

    [Theory] // #list, #value: a key, one equals sign, and a value that is not empty
    [InlineData("foo")]
    [InlineData("foo,bar=1")]
    [InlineData("=1")]
    [InlineData("foo=bar=baz")]
    [InlineData("foo=")]
    [InlineData("foo=,bar=3")]
    [InlineData("bar=3,foo= ")]
    [InlineData("foo=a\tb")]
    [InlineData("foo=\u00C3\u00A9")] // é in UTF-8
    public async Task TraceState_WithAnIllegalMember_IsDropped(string value) => await IsKeptAsync(null, $"tracestate: {value}");

    [Theory] // #key: 256 characters
    [MemberData(nameof(LongKeys))]
    public async Task TraceState_WithTheLongestKey_IsKept(string value) => await IsKeptAsync(value, $"tracestate: {value}");

    [Theory] // #key, #value: 256 characters
    [MemberData(nameof(TooLong))]
    public async Task TraceState_WithALongerKeyOrValue_IsDropped(string value) => await IsKeptAsync(null, $"tracestate: {value}");

    [Fact] // #tracestate-limits: "SHOULD propagate at least 512 characters"; what fits the grammar is kept whole
    public async Task TraceState_OfLongMembers_IsKept()
    {
        var value = string.Join(',', Enumerable.Range(0, 8).Select(i => $"k{i}={new string('v', 256)}"));
        await IsKeptAsync(value, $"tracestate: {value}");
    }

    [Theory] // #tracestate-limits: what no server's header limits leave room for is not sent on to every callee
    [InlineData(",")]
    [InlineData(" ")]
    public async Task TraceState_PaddedBeyondAnyUse_IsDropped(string padding)
    {
        var padded = new StringBuilder("a=1,").Insert(4, padding, 9_000).Append(",b=2").ToString();
        await IsKeptAsync(null, $"tracestate: {padded}");
    }

    [Theory] // #list: "There can be a maximum of 32 list-members in a list"
    [InlineData(32, true)]
    [InlineData(33, false)]
    public async Task TraceState_Members_AreAtMost32(int count, bool isKept)
    {
        string[] members = [.. Enumerable.Range(1, count).Select(i => $"bar{i:00}={i:00}")];
        var joined = string.Join(',', members);

        await IsKeptAsync(isKept ? joined : null, $"tracestate: {joined}");
        await IsKeptAsync(isKept ? joined : null, Lines(members));
    }

    private static string[] Lines(IEnumerable<string> values) => [.. values.Select(value => $"tracestate: {value}")];

    // Whatever becomes of tracestate, the trace goes on: #tracestate-header, "failure to parse tracestate MUST NOT affect the parsing of traceparent".
    private async Task<string?> SendAsync(params string[] headers)
    {
        var sent = await Hop.SendAsync(app.Address, [$"traceparent: {Caller.TraceParent}", .. headers]);
        Caller.MustBeContinuedBy(sent);
        return sent.TraceState;
    }

    private async Task IsKeptAsync(string? expected, params string[] headers) =>
        (await SendAsync(headers)).Should().Be(expected);

    private async Task HasMembersAsync(string[] members, params string[] values)
    {
        var state = await SendAsync(Lines(values));
        state.Should().NotBeNull();
        state!.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Should().Equal(members);
    }
}
