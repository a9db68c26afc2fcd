using Atlas.KmsPortal.Components.Shared;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Components.Overview;

/// <summary>How a part of the way stands; the drawing's class of the same name colours it.</summary>
public enum PathTone
{
    None,
    Ok,
    Wait,
    Way,
    No,
}

/// <param name="Y">Of its upper edge.</param>
public sealed record PathNode(int Y, string Title, string Note, bool UsesKey);

/// <summary>A region with its clusters, and what leads from it to the key.</summary>
public sealed record PathZone(
    int Y,
    int Height,
    string Title,
    IReadOnlyList<PathNode> Nodes,
    PathTone Tone,
    string Icon,
    string Way,
    string Status
)
{
    public const int NodeHeight = 48;

    /// <summary>The middle of what stands between the region and the key.</summary>
    public int Middle =>
        Nodes.OrderByDescending(node => node.UsesKey).FirstOrDefault() is { } node ? node.Y + (NodeHeight / 2) : Y + (Height / 2);
}

/// <summary>The drawing of the way from each region to the key, measured out.</summary>
/// <param name="Description">The same in sentences.</param>
public sealed record KeyPath(IReadOnlyList<PathZone> Zones, int Height, string Description)
{
    private const int Top = 26;
    private const int Head = 34;
    private const int Pitch = 60;
    private const int Gap = 14;

    /// <param name="isOwner">Private endpoints are drawn for owners only.</param>
    public static KeyPath Of(ProjectSnapshot project, KeyProviderSettings settings, bool isOwner)
    {
        var provider = settings.Provider;
        var clusters = project.Clusters.Where(cluster => !cluster.IsShared).ToList();
        var places = clusters
            .SelectMany(cluster => cluster.Spec.Regions)
            .Select(region => (region.Provider, region.Region))
            .Concat(project.EndpointsOf(provider).Select(endpoint => (endpoint.Provider, endpoint.Region)))
            .Distinct()
            .OrderBy(place => place.Provider != provider)
            .ToList();
        List<PathZone> zones = [];
        var y = Top;
        foreach (var (cloud, region) in places)
        {
            var here = clusters.Where(cluster => cluster.Spec.Regions.Any(r => (r.Provider, r.Region) == (cloud, region))).ToList();
            var nodes = here.Select((cluster, index) => Node(cluster, provider, y + Head + (index * Pitch))).ToList();
            var height = Head + (Math.Max(1, nodes.Count) * Pitch) + 4;
            var (tone, icon, way, status) = WayFrom(project, settings, cloud, region, nodes.Exists(node => node.UsesKey), isOwner);
            var location = RegionCatalog.Find(cloud, region)?.Location.Split(',')[0];
            zones.Add(
                new(
                    y,
                    height,
                    cloud == provider ? $"{region} · {location}" : $"{region} · {cloud.DisplayName()}",
                    nodes,
                    tone,
                    icon,
                    way,
                    status
                )
            );
            y += height + Gap;
        }

        return new(zones, Math.Max(110, y - Gap + 2), Describe(project, settings, zones));
    }

    private static PathNode Node(Cluster cluster, CloudProvider provider, int y)
    {
        var uses = cluster.Spec.KeyProvider == provider;
        return new(y, cluster.Name, $"{cluster.Spec.Tier} · {(uses ? "your key" : "not this key")}", uses);
    }

    private static (PathTone, string Icon, string Way, string Status) WayFrom(
        ProjectSnapshot project,
        KeyProviderSettings settings,
        CloudProvider cloud,
        string region,
        bool isUsed,
        bool isOwner
    )
    {
        var works = settings.Health.State is not (KeyState.Invalid or KeyState.Unreachable);
        if (!settings.RequirePrivateNetworking || cloud != settings.Provider)
        {
            return isUsed
                ? (works ? PathTone.Ok : PathTone.No, Glyph.Globe, "Public network", works ? "IN USE" : "NO ANSWER")
                : (PathTone.None, Glyph.Globe, "Public network", "not used");
        }

        if (!isOwner)
        {
            return (
                works && isUsed ? PathTone.Ok
                : works ? PathTone.None
                : PathTone.No,
                Glyph.Lock,
                "Private networking",
                works ? "REQUIRED" : "NO ANSWER"
            );
        }

        var endpoint =
            project.LiveEndpointIn(settings.Provider, region)
            ?? project.EndpointsOf(settings.Provider).LastOrDefault(endpoint => endpoint.Region == region);
        return endpoint?.Status switch
        {
            null => (isUsed ? PathTone.No : PathTone.None, Glyph.Minus, "No endpoint", isUsed ? "MISSING" : "none needed"),
            EndpointStatus.Active when !works => (PathTone.No, Glyph.Failed, "Private endpoint", "NO ANSWER"),
            EndpointStatus.Active => (PathTone.Ok, Glyph.Ok, "Private endpoint", EndpointStatus.Active.Label()),
            EndpointStatus.PendingAcceptance => (PathTone.Wait, Glyph.Person, "Private endpoint", EndpointStatus.PendingAcceptance.Label()),
            EndpointStatus.Failed => (PathTone.No, Glyph.Failed, "Private endpoint", EndpointStatus.Failed.Label()),
            { } moving => (PathTone.Way, Glyph.Clock, "Private endpoint", moving.Label()),
        };
    }

    private static string Describe(ProjectSnapshot project, KeyProviderSettings settings, IReadOnlyList<PathZone> zones)
    {
        var ways = zones.Select(zone =>
        {
            var users = zone.Nodes.Where(node => node.UsesKey).Select(node => node.Title).ToList();
            return $"{zone.Title}: {(users.Count > 0 ? Words.List(users) : "no cluster with this key")}, {zone.Way.ToLowerInvariant()} {zone.Status}.";
        });
        return $"{project.Name} and {settings.Provider.KeyServiceName()}. {string.Join(' ', ways)}";
    }
}
