using Atlas.KmsPortal.Components.Advanced;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Components.Overview;

/// <summary>A key service in use, and the way to its key.</summary>
/// <param name="Title">What stands over the drawing.</param>
public sealed record KeyServiceView(
    KeyProviderSettings Settings,
    string Title,
    KeyPath Path,
    string KeyPlace,
    string KeyName,
    KeyCardView Card,
    EncryptClustersView? Encrypt
);

/// <summary>What a project's overview shows.</summary>
/// <param name="CanAct">Whoever may only look has nothing to press.</param>
/// <param name="Provider">The key service that a way out leads to where it names none.</param>
public sealed record OverviewView(
    string Sentence,
    Progress Progress,
    IReadOnlyList<NextStep> NextSteps,
    IReadOnlyList<KeyServiceView> Services,
    IReadOnlyList<PreflightCheck> Checks,
    bool CanAct,
    CloudProvider Provider
)
{
    public bool OffersClusters => Services.Any(service => service.Encrypt is not null);

    public static OverviewView Of(ProjectSnapshot project, ProjectRole role, DateTimeOffset now)
    {
        var isOwner = role is ProjectRole.Owner;
        var provider = AdvancedForm.DefaultProvider(project);
        var outlook = ProjectOutlook.Of(project, role, now);
        var services = project.Encryption.Enabled.ToList();
        return new(
            outlook.Sentence,
            KeyProgress.Of(project),
            // What can be done on this very page has a card of its own there.
            [.. outlook.NextSteps.Where(step => step.Remedy?.Target is not PortalPage.Overview)],
            [
                .. services.Select(settings => new KeyServiceView(
                    settings,
                    services.Count == 1 ? "How the key is reached" : $"How the key in {settings.Provider.KeyServiceName()} is reached",
                    KeyPath.Of(project, settings, isOwner),
                    KeyWords.Place(settings),
                    $"key {KeyWords.Name(settings)}",
                    KeyCardView.Of(project, settings, now),
                    isOwner ? EncryptClustersView.Of(project, settings) : null
                )),
            ],
            [.. Preflight.Of(project, role, provider, now).Select(check => isOwner ? check : check with { Remedy = null })],
            isOwner && services.Count > 0,
            provider
        );
    }
}
