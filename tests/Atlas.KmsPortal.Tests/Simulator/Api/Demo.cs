namespace Atlas.KmsPortal.Tests.Simulator.Api;

/// <summary>Addresses in the demo world.</summary>
internal static class Demo
{
    public const string Retail = "65a0000000000000000000a1";
    public const string Payments = "65a0000000000000000000a2";
    public const string Analytics = "65a0000000000000000000a3";
    public const string Playground = "65a0000000000000000000a4";
    public const string Archive = "65a0000000000000000000a5";
    public const string LedgerAws = "65a0000000000000000000a6";
    public const string Organization = "65a000000000000000000001";
    public const string Nowhere = "65a0000000000000000000ff";

    public const string Vault =
        "//subscriptions/a39012fb-d604-4cd1-8841-77f705f3e6d5/resourceGroups/acme-kms/providers/Microsoft.KeyVault/vaults/acme-vault";

    public static string EncryptionAtRest(string groupId) => $"/groups/{groupId}/encryptionAtRest";

    public static string Endpoints(string groupId, string provider = "AZURE") =>
        $"/groups/{groupId}/encryptionAtRest/{provider}/privateEndpoints";

    /// <summary>A complete block for a key in Azure, by static credentials.</summary>
    public static object AzureBlock(bool requirePrivateNetworking = false, string version = "d891821e3d364e9eb88fbd3d11807b86") =>
        new
        {
            enabled = true,
            azureEnvironment = "AZURE",
            clientID = "632ff709-32a8-48a3-8224-30d2386fadaf",
            tenantID = "ee46317d-36a3-4472-a3dd-6549e901da0b",
            secret = "demo-client-secret",
            subscriptionID = "a39012fb-d604-4cd1-8841-77f705f3e6d5",
            resourceGroupName = "acme-kms",
            keyVaultName = "acme-vault",
            keyIdentifier = $"https://acme-vault.vault.azure.net/keys/atlas/{version}",
            requirePrivateNetworking,
        };

    /// <summary>A cluster of M30 nodes as the newest version takes it: in one region of Azure, or where <paramref name="regions"/> say.</summary>
    public static object Cluster(
        string name,
        string keyProvider,
        string type = "REPLICASET",
        int shards = 1,
        (string Provider, string Region, int Nodes)[]? regions = null
    ) =>
        new
        {
            name,
            clusterType = type,
            encryptionAtRestProvider = keyProvider,
            tags = new[] { new { key = "team", value = "kms" } },
            replicationSpecs = Enumerable
                .Range(0, shards)
                .Select(_ => new
                {
                    regionConfigs = (regions ?? [("AZURE", "EUROPE_WEST", 3)]).Select(
                        (region, index) =>
                            new
                            {
                                providerName = region.Provider,
                                regionName = region.Region,
                                priority = 7 - index,
                                electableSpecs = new { instanceSize = "M30", nodeCount = region.Nodes },
                            }
                    ),
                }),
        };

    /// <summary>A project of its own, owned by the caller.</summary>
    public static async Task<string> NewGroupAsync(ApiClient owner)
    {
        var name = "test-" + Guid.NewGuid().ToString("n")[..12];
        return (await owner.PostAsync("/groups", new { name, orgId = Organization })).Ok().Field("id");
    }

    /// <summary>A project with the key enabled and private networking required.</summary>
    public static async Task<string> NewPrivateGroupAsync(ApiClient owner)
    {
        var groupId = await NewGroupAsync(owner);
        (await owner.PatchAsync(EncryptionAtRest(groupId), new { azureKeyVault = AzureBlock() })).Ok();
        (await owner.PatchAsync(EncryptionAtRest(groupId), new { azureKeyVault = new { requirePrivateNetworking = true } })).Ok();
        return groupId;
    }
}
