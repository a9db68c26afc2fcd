using Atlas.KmsPortal.Components.Frame;
using Atlas.KmsPortal.Components.Shared;
using Atlas.KmsPortal.Encryption;
using Microsoft.AspNetCore.Components;

namespace Atlas.KmsPortal.Components.PrivateNetworking;

/// <summary>A page of private networking. One set of pages serves the clouds; the address says which.</summary>
public abstract class PrivateNetworkingPage : ProjectPage
{
    /// <summary><c>azure</c> or <c>aws</c>.</summary>
    [Parameter]
    public string Service { get; set; } = "";

    protected bool IsKnownService => PagePaths.Provider(Service) is { } provider && provider.OffersPrivateNetworking();

    protected CloudProvider Provider => PagePaths.Provider(Service) ?? CloudProvider.Azure;

    /// <summary>What the endpoints lead to, by name.</summary>
    protected string KeyPlace =>
        Provider is CloudProvider.Azure ? Project?.Encryption.AzureKeyVault.KeyVaultName ?? "the vault" : "AWS KMS";

    protected IReadOnlyList<PrivateEndpoint> Endpoints =>
        Project is null
            ? []
            :
            [
                .. Project
                    .EndpointsOf(Provider)
                    .OrderBy(endpoint => endpoint.Region, StringComparer.Ordinal)
                    .ThenBy(endpoint => endpoint.CreatedAt),
            ];

    protected IReadOnlyList<Stepper.Step> StepsOf(CloudProvider provider) =>
        provider is CloudProvider.Azure
            ? [new("Choose regions", Address(PagePaths.Of(PortalPage.SetUp, provider))), new("Approve Endpoints"), new("Done")]
            : [new("Replicate the key"), new("Choose regions", Address(PagePaths.Of(PortalPage.SetUp, provider))), new("Done")];
}
