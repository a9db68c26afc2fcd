using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Components.Frame;

/// <summary>One finished sentence about a change.</summary>
public sealed record Announcement(string Sentence, Politeness Politeness = Politeness.Polite);

/// <summary>What changed between two snapshots of a project, for those who do not see it. Changes of one kind become one sentence.</summary>
public static class Announcements
{
    public static IReadOnlyList<Announcement> Between(ProjectSnapshot before, ProjectSnapshot after) =>
        [.. OfEndpoints(before, after), .. OfClusters(before, after), .. OfKeys(before, after)];

    private static IEnumerable<Announcement> OfEndpoints(ProjectSnapshot before, ProjectSnapshot after)
    {
        var changed = after.Endpoints.Where(endpoint =>
            before.Endpoints.FirstOrDefault(old => old.Id == endpoint.Id)?.Status != endpoint.Status
        );
        foreach (var group in changed.GroupBy(endpoint => endpoint.Status))
        {
            yield return Told(group.Key, [.. group], after);
        }

        var gone = before.Endpoints.Where(old => after.Endpoints.All(endpoint => endpoint.Id != old.Id)).Select(old => old.Region).ToList();
        if (gone.Count > 0)
        {
            yield return new($"{Subject(gone)} {Words.Verb(gone.Count, "was", "were")} deleted.");
        }
    }

    private static Announcement Told(EndpointStatus status, IReadOnlyList<PrivateEndpoint> endpoints, ProjectSnapshot after)
    {
        var subject = Subject([.. endpoints.Select(endpoint => endpoint.Region)]);
        var isAre = Words.Verb(endpoints.Count, "is", "are");
        return status switch
        {
            EndpointStatus.Initiating => new($"{subject} {isAre} being created."),
            EndpointStatus.PendingAcceptance => new($"{subject}{(endpoints.Count == 1 ? ":" : "")} pending approval."),
            EndpointStatus.Active => new($"{subject} {isAre} active. {ActiveRegions(after, endpoints[0].Provider)}"),
            EndpointStatus.Failed => new(
                endpoints.Count == 1 ? $"{subject} failed: {endpoints[0].ErrorMessage}." : $"{subject} failed.",
                Politeness.Assertive
            ),
            EndpointStatus.PendingRecreation => new(
                $"{subject} {Words.Verb(endpoints.Count, "was", "were")} rejected or removed in Azure. Atlas is creating {Words.Verb(endpoints.Count, "a replacement", "replacements")}."
            ),
            _ => new($"{subject} {isAre} being deleted."),
        };
    }

    private static string ActiveRegions(ProjectSnapshot project, CloudProvider provider)
    {
        var live = project.EndpointsOf(provider).Where(endpoint => endpoint.IsLive).ToList();
        var active = live.Where(endpoint => endpoint.Status is EndpointStatus.Active)
            .Select(endpoint => endpoint.Region)
            .Distinct()
            .Count();
        return $"{active} of {Words.Count(live.Select(endpoint => endpoint.Region).Distinct().Count(), "region")} active.";
    }

    private static string Subject(IReadOnlyList<string> regions) =>
        regions.Count == 1 ? regions[0] : Words.Count(regions.Count, "endpoint");

    private static IEnumerable<Announcement> OfClusters(ProjectSnapshot before, ProjectSnapshot after)
    {
        foreach (var cluster in after.Clusters)
        {
            if (before.Clusters.FirstOrDefault(old => old.Id == cluster.Id) is { } old && Told(old, cluster) is { } told)
            {
                yield return told;
            }
        }
    }

    private static Announcement? Told(Cluster before, Cluster after) =>
        (before, after) switch
        {
            ({ IsShutDown: false }, { Shutdown: ShutdownReason.MultiCloudOverPrivateNetworking }) => new(
                $"{after.Name} was disabled: it runs on several clouds.",
                Politeness.Assertive
            ),
            ({ IsShutDown: false }, { IsShutDown: true }) => new($"{after.Name} was shut down: the key is invalid.", Politeness.Assertive),
            ({ IsShutDown: true }, { IsShutDown: false }) => new($"{after.Name} is running again."),
            ({ KeyAccess: not KeyAccess.Private }, { KeyAccess: KeyAccess.Private }) => new(
                $"{after.Name} reaches the key over private endpoints only."
            ),
            ({ AppliedSpec: not null }, { AppliedSpec: null, UsesOwnKey: true }) => new($"{after.Name} is encrypted with your key."),
            ({ State: not ClusterState.Idle }, { State: ClusterState.Idle }) => new($"{after.Name} is ready."),
            _ => null,
        };

    private static IEnumerable<Announcement> OfKeys(ProjectSnapshot before, ProjectSnapshot after)
    {
        foreach (var settings in after.Encryption.Enabled)
        {
            var (was, now) = (before.Encryption[settings.Provider].Health.State, settings.Health.State);
            var key = $"The key in {settings.Provider.KeyServiceName()}";
            if (was is KeyState.Valid && now is KeyState.Invalid)
            {
                yield return new($"{key} is invalid.", Politeness.Assertive);
            }
            else if (was is KeyState.Valid && now is KeyState.Unreachable)
            {
                yield return new($"{settings.Provider.KeyServiceName()} is unreachable.", Politeness.Assertive);
            }
            else if (was is KeyState.Invalid or KeyState.Unreachable && now is KeyState.Valid)
            {
                yield return new($"{key} is valid again.");
            }
        }
    }
}
