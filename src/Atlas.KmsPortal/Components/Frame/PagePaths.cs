using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Components.Frame;

/// <summary>Where the pages of a project are, below the project's own address.</summary>
public static class PagePaths
{
    /// <param name="page">One of <see cref="PortalPage"/>.</param>
    /// <param name="provider">The key service that a page of private networking is about.</param>
    /// <returns>Null for the project's own page.</returns>
    public static string? Of(string page, CloudProvider provider) =>
        page switch
        {
            PortalPage.Overview => null,
            PortalPage.Advanced => "advanced",
            PortalPage.Clusters => "clusters",
            PortalPage.Activity => "activity",
            PortalPage.SetUp => $"advanced/{Segment(provider)}/set-up",
            PortalPage.Approve => $"advanced/{Segment(provider)}/approve",
            PortalPage.PrivateEndpoints => $"advanced/{Segment(provider)}/private-endpoints",
            PortalPage.TakeDown => $"advanced/{Segment(provider)}/take-down",
            PortalPage.Rotate => $"advanced/{Segment(provider)}/rotate",
            PortalPage.ServicePrincipals => $"advanced/{Segment(provider)}/access",
            _ => throw new ArgumentOutOfRangeException(nameof(page), page, "Not a page of the portal."),
        };

    public static string Segment(CloudProvider provider) => provider.AtlasName().ToLowerInvariant();

    /// <summary>The provider that a page's address names; null for an address that is none.</summary>
    public static CloudProvider? Provider(string segment) => CloudProviders.FromAtlasName(segment.ToUpperInvariant());
}
