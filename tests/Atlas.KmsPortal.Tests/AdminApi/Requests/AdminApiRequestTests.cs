using System.Text.Json;
using Atlas.KmsPortal.AdminApi;
using Atlas.KmsPortal.AdminApi.Requests;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Tests.AdminApi.Requests;

public sealed class AdminApiRequestTests
{
    private static readonly ProjectSnapshot s_project = A.Project(A.Cluster("orders", "US_EAST_2", "US_CENTRAL"));

    private static readonly string s_group = $"/api/atlas/v2/groups/{s_project.Id}";

    [Fact]
    public void An_endpoint_is_asked_for_by_its_region()
    {
        var calls = Consequences
            .OfCreatingEndpoints(
                s_project.WithVault(requirePrivateNetworking: true),
                CloudProvider.Azure,
                new HashSet<string> { "US_EAST_2" }
            )
            .ApiCalls;

        Assert.Equal(
            $$"""POST {{s_group}}/encryptionAtRest/AZURE/privateEndpoints {"regionName":"US_EAST_2"}""",
            AdminApiRequest.TextOf(calls)
        );
    }

    [Fact]
    public void A_removal_has_no_body()
    {
        var request = AdminApiRequest.Of(new PlannedCall.RemoveEndpoint(s_project.Id, CloudProvider.Aws, "65a0000000000000000000e1"));

        Assert.Equal($"DELETE {s_group}/encryptionAtRest/AWS/privateEndpoints/65a0000000000000000000e1", request.ToString());
    }

    [Fact]
    public void Saving_sends_what_differs_and_no_secret()
    {
        var before = s_project.WithVault().Encryption;
        var vault = before.AzureKeyVault;
        var after = before.With(
            vault with
            {
                KeyIdentifier = vault.KeyIdentifier + "0",
                SecretChangedAt = DateTimeOffset.UnixEpoch.AddYears(90),
                RequirePrivateNetworking = true,
            }
        );

        var request = AdminApiRequest.Of(new PlannedCall.UpdateEncryption(s_project.Id, before, after));

        Assert.Equal($"{s_group}/encryptionAtRest", request.Path);
        Assert.Equal(
            $$$"""{"azureKeyVault":{"keyIdentifier":"{{{vault.KeyIdentifier}}}0","requirePrivateNetworking":true,"secret":"<secret>"}}""",
            request.Body
        );
    }

    [Fact]
    public void The_body_says_what_the_settings_become()
    {
        var after = s_project.WithVault(requirePrivateNetworking: true).Encryption;
        var request = AdminApiRequest.Of(new PlannedCall.UpdateEncryption(s_project.Id, EncryptionAtRest.Off, after));

        var change = JsonSerializer.Deserialize<EncryptionAtRestBody>(request.Body!, AtlasJson.Options)!.ToChange();
        var applied = EncryptionRules.Apply(EncryptionAtRest.Off, change, DateTimeOffset.UnixEpoch);

        Assert.Equal(
            EncryptionAtRestBody.From(after) with
            {
                AzureKeyVault = null,
            },
            EncryptionAtRestBody.From(applied) with
            {
                AzureKeyVault = null,
            }
        );
        Assert.Equal(
            AzureKeyVaultBody.From(after.AzureKeyVault) with
            {
                Valid = null,
            },
            AzureKeyVaultBody.From(applied.AzureKeyVault) with
            {
                Valid = null,
            }
        );
    }

    [Theory]
    [InlineData("M30", CloudProvider.Azure)]
    [InlineData("M10", null)]
    public void A_new_cluster_s_body_is_read_as_what_was_planned(string tier, CloudProvider? key)
    {
        var spec = s_project.Clusters[0].Spec with { Tier = tier, KeyProvider = key, DiskSizeGb = 40 };

        var request = AdminApiRequest.Of(new PlannedCall.CreateCluster(s_project.Id, "orders", spec));
        var read = ClusterReader.Create(JsonSerializer.Deserialize<ClusterBody>(request.Body!, AtlasJson.Options)!);

        Assert.Equal(spec, read with { Other = spec.Other });
    }

    [Fact]
    public void A_changed_cluster_sends_only_what_differs()
    {
        var before = s_project.Clusters[0].Spec;
        var request = AdminApiRequest.Of(
            new PlannedCall.UpdateCluster(s_project.Id, "orders", before, before with { TerminationProtection = true })
        );

        Assert.Equal($$"""PATCH {{s_group}}/clusters/orders {"terminationProtectionEnabled":true}""", request.ToString());
    }

    [Fact]
    public void What_is_moved_is_read_as_what_was_planned()
    {
        var before = s_project.Clusters[0].Spec;
        var after = before with { Tier = "M40", Regions = [new ClusterRegion(CloudProvider.Azure, "EUROPE_NORTH")] };

        var request = AdminApiRequest.Of(new PlannedCall.UpdateCluster(s_project.Id, "orders", before, after));
        var read = ClusterReader.Change(before, JsonSerializer.Deserialize<ClusterBody>(request.Body!, AtlasJson.Options)!);

        Assert.Equal(after, read with { Other = after.Other });
    }
}
