namespace Atlas.KmsPortal.Tests.Simulator.Api;

public sealed class ResetTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task The_demo_world_comes_back()
    {
        var owner = host.Owner();
        var groupId = await Demo.NewPrivateGroupAsync(owner);
        (await owner.PatchAsync($"/groups/{Demo.Payments}", new { name = "renamed" })).Ok();

        (await owner.PostAsync("//simulator/reset")).Ok(204);

        Assert.Equal("payments", (await owner.GetAsync($"/groups/{Demo.Payments}")).Ok().Field("name"));
        Assert.Equal(404, (await owner.GetAsync($"/groups/{groupId}")).Status);
    }
}
