using Atlas.KmsPortal.Components.Shared;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Components.Projects;

/// <summary>How private networking stands, in icon, tone and words.</summary>
public sealed record NetworkingLook(string? Icon, string Tone, string Text);

/// <summary>A project as one line of the list.</summary>
/// <param name="Role">Of whoever looks.</param>
public sealed record ProjectLine(ProjectSnapshot Project, ProjectRole Role, DateTimeOffset Now)
{
    public ProjectOutlook Outlook { get; } = ProjectOutlook.Of(Project, Role, Now);

    /// <summary>Clusters that Atlas would disable if private networking were required.</summary>
    public IReadOnlyList<string> WouldBeDisabled { get; } = PrivateNetworkingRules.ClustersThatWouldBeDisabled(Project);

    public bool IsOwner => Role is ProjectRole.Owner;

    public bool UsesOwnKey => Project.Encryption.Enabled.Any();

    /// <summary>Whether some cluster could use a key of one's own.</summary>
    public bool CanUseOwnKey => !Project.IsInactive && (Project.Clusters.Count == 0 || Project.Clusters.Any(cluster => !cluster.IsShared));

    public string ShortId => $"{Project.Id[..4]}…{Project.Id[^4..]}";

    public string ClustersText
    {
        get
        {
            var clusters = Project.Clusters;
            if (clusters.Count == 0)
            {
                return "None";
            }

            var clouds = clusters.SelectMany(cluster => cluster.Spec.Regions).Select(region => region.Provider.DisplayName()).Distinct();
            return clusters.All(cluster => cluster.IsShared)
                ? $"{clusters.Count}, {Words.List([.. clusters.Select(cluster => cluster.IsFlex ? "Flex" : cluster.Spec.Tier).Distinct()])}"
                : $"{clusters.Count} on {Words.List([.. clouds])}";
        }
    }

    public int WithOwnKey => Project.Clusters.Count(cluster => cluster.UsesOwnKey);

    public string KeyText =>
        UsesOwnKey ? Words.List([.. Project.Encryption.Enabled.Select(settings => settings.Provider.KeyServiceName())])
        : CanUseOwnKey ? "None yet"
        : "Not available";

    public string KeyNote =>
        Project.Encryption.Enabled.FirstOrDefault() switch
        {
            AzureKeyVault azure => azure.KeyVaultName ?? "",
            AwsKms aws => aws.Region ?? "",
            GoogleCloudKms => "",
            _ when CanUseOwnKey => "MongoDB’s key",
            _ when Project.IsInactive => "the project is INACTIVE",
            _ => "needs M10 or larger",
        };

    /// <summary>The key service whose private networking the line tells about; null where there is none.</summary>
    public CloudProvider? Network =>
        !CanUseOwnKey ? null
        : UsesOwnKey
            ? Project
                .Encryption.Enabled.OrderByDescending(settings => settings.RequirePrivateNetworking)
                .Select(settings => (CloudProvider?)settings.Provider)
                .FirstOrDefault(provider => provider!.Value.OffersPrivateNetworking())
        : Project.Clusters.SelectMany(cluster => cluster.Spec.Regions).Select(region => (CloudProvider?)region.Provider).FirstOrDefault();

    public bool IsRequired => Network is { } provider && Project.Encryption[provider].RequirePrivateNetworking;

    /// <summary>Owners only: Atlas shows endpoints to nobody else.</summary>
    public RegionCoverage? Coverage =>
        IsOwner && Network is { } provider && provider.OffersPrivateNetworking() ? RegionCoverage.OfEndpoints(Project, provider) : null;

    public NetworkingLook Networking
    {
        get
        {
            if (Network is not { } provider || !provider.OffersPrivateNetworking())
            {
                return new(null, "quiet", "Not available");
            }

            if (!IsRequired || !IsOwner)
            {
                return new(null, "soft", IsRequired ? "Required" : "Off");
            }

            var live = Project.EndpointsOf(provider).Where(endpoint => endpoint.IsLive).ToList();
            return live switch
            {
                [] => new(Glyph.Person, "turn", "Not set up"),
                _ when live.Exists(endpoint => endpoint.Status is EndpointStatus.Failed) => new(Glyph.Failed, "bad", "Failed"),
                _ when live.Exists(endpoint => endpoint.NeedsApproval) => new(Glyph.Person, "turn", "Waits for approval"),
                _ when PrivateNetworkingRules.IsActive(Project, provider) => new(Glyph.Ok, "good", "Active"),
                _ => new(Glyph.Spin, "soft", "Setting up"),
            };
        }
    }
}
