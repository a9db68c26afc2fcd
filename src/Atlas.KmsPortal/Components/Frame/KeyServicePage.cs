using Atlas.KmsPortal.Encryption;
using Microsoft.AspNetCore.Components;

namespace Atlas.KmsPortal.Components.Frame;

/// <summary>A page about one key service of a project. One set of pages serves the clouds; the address says which.</summary>
public abstract class KeyServicePage : ProjectPage
{
    /// <summary><c>azure</c>, <c>aws</c> or <c>gcp</c>.</summary>
    [Parameter]
    public string Service { get; set; } = "";

    protected CloudProvider Provider => PagePaths.Provider(Service) ?? CloudProvider.Azure;

    protected override object Subject => (ProjectId, Service);

    /// <summary>Whether there is such a page for the key service in the address.</summary>
    protected internal override bool IsKnownPage => PagePaths.Provider(Service) is not null;

    protected string PathOf(string page) => Address(PagePaths.Of(page, Provider));
}
