using Atlas.KmsPortal.Simulator.Api;
using Microsoft.AspNetCore.Http;

namespace Atlas.KmsPortal.Tests.Simulator.Api;

public sealed class ODataFilterTests
{
    [Theory]
    [InlineData("resourceType eq 'Microsoft.KeyVault/vaults'", "resourceType=Microsoft.KeyVault/vaults")]
    [InlineData("RESOURCETYPE  EQ  'a' AND name eq 'b and c'", "resourceType=a;name=b and c")]
    [InlineData("name eq 'it''s'", "name=it's")]
    [InlineData("atScope() and assignedTo('x')", "atScope()=;assignedTo=x")]
    [InlineData("names/any(c:c eq 'y')", "names=y")]
    [InlineData("", "")]
    public void What_clients_send_is_understood(string filter, string expected) =>
        Assert.Equal(expected, string.Join(';', Read(filter).Select(condition => $"{condition.Name}={condition.Value}")));

    [Theory]
    [InlineData("color eq 'red'")]
    [InlineData("name ne 'a'")]
    [InlineData("name eq 'a' or name eq 'b'")]
    [InlineData("name eq 'a")]
    [InlineData("name eq 'a' and")]
    [InlineData("name eq 'a'\n and color eq 'b'")]
    public void Anything_else_is_refused_by_name(string filter) =>
        Assert.Equal("InvalidFilterInQueryString", Assert.Throws<ArmException>(() => Read(filter)).Code);

    private static IReadOnlyList<(string Name, string Value)> Read(string filter)
    {
        var request = new DefaultHttpContext().Request;
        request.QueryString = QueryString.Create("$filter", filter);
        return ODataFilter.Read(request, "resourceType", "name", "names", "atScope()", "assignedTo");
    }
}
