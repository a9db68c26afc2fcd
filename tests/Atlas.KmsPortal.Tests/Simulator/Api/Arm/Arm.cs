namespace Atlas.KmsPortal.Tests.Simulator.Api;

/// <summary>What tests of the Azure side have in common.</summary>
internal static class Arm
{
    public const string SubscriptionId = "a39012fb-d604-4cd1-8841-77f705f3e6d5";
    public const string Subscription = "//subscriptions/" + SubscriptionId;
    public const string Connections = Demo.Vault + "/privateEndpointConnections";

    /// <summary>The vault's id as Azure writes it: <see cref="Demo.Vault"/> from the host's root.</summary>
    public static string VaultId => Demo.Vault[1..];

    /// <summary>A connection on the demo vault that waits for approval.</summary>
    public static async Task<string> PendingConnectionAsync(this ApiHost host, string region = "US_EAST_2", string? groupId = null)
    {
        var owner = host.Owner();
        groupId ??= await Demo.NewPrivateGroupAsync(owner);
        var made = (await owner.PostAsync(Demo.Endpoints(groupId), new { regionName = region })).Ok(202).Field("id");
        await host.SettleAsync();
        return (await owner.GetAsync($"{Demo.Endpoints(groupId)}/{made}")).Ok().Field("privateEndpointConnectionName");
    }

    public static object State(string status) =>
        new
        {
            properties = new
            {
                privateLinkServiceConnectionState = new
                {
                    status,
                    description = "by a test",
                    actionsRequired = "None",
                },
            },
        };

    public static void IsError(this ApiAnswer answer, int status, string code)
    {
        Assert.True(answer.Status == status, $"{answer.Status}: {answer.Text}");
        Assert.Equal(code, answer.Field("error.code"));
        Assert.NotEqual("", answer.Field("error.message"));
    }
}
