using Atlas.KmsPortal.Components.Frame;
using Atlas.KmsPortal.Components.Shared.Progress;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Components.PrivateNetworking;

/// <summary>A page of private networking.</summary>
public abstract class PrivateNetworkingPage : KeyServicePage
{
    protected internal override bool IsKnownPage => base.IsKnownPage && Provider.OffersPrivateNetworking();

    protected IReadOnlyList<Stepper.Step> StepsOf(CloudProvider provider) =>
        provider is CloudProvider.Azure
            ? [new("Choose regions", Address(PagePaths.Of(PortalPage.SetUp, provider))), new("Approve Endpoints"), new("Done")]
            : [new("Replicate the key"), new("Choose regions", Address(PagePaths.Of(PortalPage.SetUp, provider))), new("Done")];
}
