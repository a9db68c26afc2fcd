using System.Text;
using Atlas.KmsPortal.AdminApi;

namespace Atlas.KmsPortal.Tests.AdminApi;

public sealed class StrictJsonTests
{
    [Fact]
    public void A_body_that_fits_is_read()
    {
        var body = Read("""{"name":"a","size":3,"on":true,"id":"17","inner":{"colour":"RED"},"list":[{"colour":"BLUE"}],"spare":null}""");

        Assert.Equal(("a", 3, true), (body.Name, body.Size, body.On));
        Assert.Equal("RED", body.Inner!.Colour);
        Assert.Equal("BLUE", Assert.Single(body.List!).Colour);
    }

    [Theory]
    [InlineData("", "MALFORMED_JSON")]
    [InlineData("  ", "MALFORMED_JSON")]
    [InlineData("{", "MALFORMED_JSON")]
    [InlineData("{\"name\":\"a\",}", "MALFORMED_JSON")]
    [InlineData("{\"name\":\"a\"} x", "MALFORMED_JSON")]
    [InlineData("{'name':'a'}", "MALFORMED_JSON")]
    [InlineData("{\"name\":\"a\",\"name\":\"b\"}", "MALFORMED_JSON")]
    [InlineData("{\"name\":\"\\ud800\"}", "MALFORMED_JSON")]
    [InlineData("{\"\\ud800\":\"a\"}", "MALFORMED_JSON")]
    [InlineData("{\"name\":\"\\u0000\"}", "MALFORMED_JSON")]
    [InlineData("{\"name\":NaN}", "MALFORMED_JSON")]
    [InlineData("null", "INVALID_JSON")]
    [InlineData("[]", "INVALID_JSON")]
    [InlineData("\"a\"", "INVALID_JSON")]
    [InlineData("7", "INVALID_JSON")]
    public void What_is_no_object_in_json_is_refused_as_a_whole(string json, string code)
    {
        Assert.Equal(code, Refused(json).Code);
    }

    [Theory]
    [InlineData("""{"name":1}""", "INVALID_ATTRIBUTE", "name")]
    [InlineData("""{"name":{}}""", "INVALID_ATTRIBUTE", "name")]
    [InlineData("""{"name":"a","nmae":"b"}""", "INVALID_ATTRIBUTE", "nmae")]
    [InlineData("""{"name":"a","Name":"b"}""", "INVALID_ATTRIBUTE", "Name")]
    [InlineData("""{"name":"a","inner":{"hue":"RED"}}""", "INVALID_ATTRIBUTE", "inner.hue")]
    [InlineData("""{"name":"a","inner":[]}""", "INVALID_ATTRIBUTE", "inner")]
    [InlineData("""{"name":"a","inner":{"colour":"red"}}""", "INVALID_ENUM_VALUE", "inner.colour")]
    [InlineData("""{"name":"a","list":[{"colour":"RED"},{"colour":"x"}]}""", "INVALID_ENUM_VALUE", "list[1].colour")]
    [InlineData("""{"name":"a","list":[null]}""", "INVALID_ATTRIBUTE", "list[0]")]
    [InlineData("""{"name":"a","list":[[]]}""", "INVALID_ATTRIBUTE", "list[0]")]
    [InlineData("""{"name":"a","list":{}}""", "INVALID_ATTRIBUTE", "list")]
    [InlineData("""{"name":"a","size":2.5}""", "INVALID_ATTRIBUTE", "size")]
    [InlineData("""{"name":"a","size":1e400}""", "INVALID_ATTRIBUTE", "size")]
    [InlineData("""{"name":"a","size":99999999999999999999}""", "INVALID_ATTRIBUTE", "size")]
    [InlineData("""{"name":"a","size":11}""", "INVALID_ATTRIBUTE", "size")]
    [InlineData("""{"name":"a","size":"3"}""", "INVALID_ATTRIBUTE", "size")]
    [InlineData("""{"name":"a","on":"true"}""", "INVALID_ATTRIBUTE", "on")]
    [InlineData("""{"name":"A!"}""", "INVALID_ATTRIBUTE", "name")]
    [InlineData("""{"name":"a\n"}""", "INVALID_ATTRIBUTE", "name")]
    [InlineData("""{}""", "MISSING_ATTRIBUTE", "name")]
    [InlineData("""{"name":null}""", "MISSING_ATTRIBUTE", "name")]
    public void A_field_that_does_not_fit_is_named_by_its_path(string json, string code, string field)
    {
        var error = Refused(json);

        Assert.Equal((400, code), (error.Status, error.Code));
        Assert.Equal(field, error.Fields![0].Field);
        Assert.Contains(field, error.Detail);
    }

    [Fact]
    public void Bytes_that_are_no_text_are_refused()
    {
        byte[] bytes = [.. "{\"name\":\""u8, 0xC3, 0x28, .. "\"}"u8];

        Assert.Equal("MALFORMED_JSON", Assert.Throws<AtlasApiException>(() => StrictJson.Read<ThingBody>(bytes)).Error.Code);
    }

    [Fact]
    public void Endless_nesting_is_refused()
    {
        var nested = "{\"name\":" + new string('[', 100_000);

        Assert.Equal("MALFORMED_JSON", Refused(nested).Code);
    }

    [Fact]
    public void A_body_full_of_mistakes_lists_only_the_first_ones()
    {
        var many = "{" + string.Join(',', Enumerable.Range(0, 5000).Select(n => $"\"f{n}\":1")) + "}";

        Assert.InRange(Refused(many).Fields!.Count, 1, 25);
    }

    private static ThingBody Read(string json) => StrictJson.Read<ThingBody>(Encoding.UTF8.GetBytes(json));

    private static AtlasError Refused(string json) => Assert.Throws<AtlasApiException>(() => Read(json)).Error;

    private sealed record ThingBody(
        [property: NeededField, LooksLike("[a-z]{1,5}", "1 to 5 small letters")] string? Name,
        [property: Between(1, 10)] int? Size,
        bool? On,
        [property: ReadOnlyField] string? Id,
        InnerBody? Inner,
        IReadOnlyList<InnerBody>? List,
        string? Spare
    );

    private sealed record InnerBody([property: OneOf("RED", "BLUE")] string? Colour);
}
