namespace Atlas.KmsPortal.Tests.Simulator.Api;

public sealed class AccessListApiTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task An_entry_is_kept_found_by_address_and_by_block_and_removed()
    {
        var owner = host.Owner();
        var list = $"/groups/{await Demo.NewGroupAsync(owner)}/accessList";
        Assert.Equal("0", (await owner.GetAsync(list)).Ok().Field("totalCount"));

        (
            await owner.PostAsync(
                list,
                new object[] { new { ipAddress = "203.0.113.7", comment = "office" }, new { cidrBlock = "198.51.100.9/24" } }
            )
        ).Ok(201);

        var answer = (await owner.GetAsync(list)).Ok();
        Assert.Equal(("203.0.113.7/32", "office"), (answer.Field("results.0.cidrBlock"), answer.Field("results.0.comment")));
        Assert.Equal("198.51.100.0/24", answer.Field("results.1.cidrBlock"));
        Assert.Equal("203.0.113.7", (await owner.GetAsync(list + "/203.0.113.7")).Ok().Field("ipAddress"));
        Assert.Equal("203.0.113.7", (await owner.GetAsync(list + "/203.0.113.7%2F32")).Ok().Field("ipAddress"));
        Assert.Equal("ACTIVE", (await owner.GetAsync(list + "/198.51.100.0%2F24/status")).Ok().Field("STATUS"));
        (await owner.DeleteAsync(list + "/198.51.100.0%2F24")).Ok(204);
        (await owner.GetAsync(list + "/198.51.100.0%2F24")).Refused(404, "ATLAS_NETWORK_PERMISSION_ENTRY_NOT_FOUND");
        Assert.Equal("1", (await owner.GetAsync(list)).Ok().Field("totalCount"));
    }

    [Fact]
    public async Task An_entry_that_is_added_again_takes_the_new_comment()
    {
        var owner = host.Owner();
        var list = $"/groups/{await Demo.NewGroupAsync(owner)}/accessList";
        (await owner.PostAsync(list, new[] { new { ipAddress = "203.0.113.7", comment = "before" } })).Ok(201);

        (await owner.PostAsync(list, new[] { new { cidrBlock = "203.0.113.7/32", comment = "after" } })).Ok(201);

        var answer = (await owner.GetAsync(list)).Ok();
        Assert.Equal(("1", "after"), (answer.Field("totalCount"), answer.Field("results.0.comment")));
    }

    [Theory]
    [InlineData("""[{"ipAddress":"203.0.113"}]""", "INVALID_IP_ADDRESS_OR_CIDR_NOTATION")]
    [InlineData("""[{"cidrBlock":"203.0.113.0/33"}]""", "INVALID_IP_ADDRESS_OR_CIDR_NOTATION")]
    [InlineData("""[{"ipAddress":"203.0.113.7\n"}]""", "INVALID_IP_ADDRESS_OR_CIDR_NOTATION")]
    [InlineData("""[{"ipAddress":"203.0.113.7","cidrBlock":"203.0.113.8/32"}]""", "INVALID_ATTRIBUTE")]
    [InlineData("""[{"comment":"nothing"}]""", "INVALID_ATTRIBUTE")]
    [InlineData("""[{"ipAddress":"203.0.113.7","deleteAfterDate":"2001-01-01T00:00:00Z"}]""", "INVALID_ATTRIBUTE")]
    [InlineData("""[7]""", "INVALID_ATTRIBUTE")]
    [InlineData("""{"ipAddress":"203.0.113.7"}""", "INVALID_JSON")]
    public async Task What_is_no_entry_is_refused(string body, string code)
    {
        (await host.Owner().PostAsync($"/groups/{Demo.Analytics}/accessList", body)).Refused(400, code);
    }

    [Fact]
    public async Task Network_peering_is_refused_by_name()
    {
        (await host.Owner().PostAsync($"/groups/{Demo.Analytics}/accessList", """[{"awsSecurityGroup":"sg-0123"}]""")).Refused(
            403,
            "FEATURE_UNSUPPORTED"
        );
    }
}
