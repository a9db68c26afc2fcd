using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Simulator;

/// <summary>What a step has changed, read from the rows that it wrote: nobody has to remember to say so.</summary>
public sealed class CommittedChanges
{
    private readonly HashSet<string> _projectIds = [];

    /// <summary>The projects that look different now.</summary>
    public IReadOnlySet<string> ProjectIds => _projectIds;

    /// <summary>Whether any project may look different now, and what belongs to none.</summary>
    public bool Everything { get; private set; }

    /// <summary>Whether something was written that belongs to no project and that a page shows.</summary>
    public bool Elsewhere { get; private set; }

    /// <summary>Whether lists of projects look different now.</summary>
    public bool Listings { get; private set; }

    public bool Any => Everything || Elsewhere || _projectIds.Count > 0;

    /// <summary>Changed projects as the step has left them; a project that is not here has to be read.</summary>
    public Dictionary<string, ProjectSnapshot> Snapshots { get; } = [];

    /// <summary>What was added to the timelines.</summary>
    public List<TimelineRow> Timeline { get; } = [];

    public void NoteEverything() => (Everything, Listings) = (true, true);

    public void Note(object row)
    {
        switch (row)
        {
            case ProjectRow project:
                _projectIds.Add(project.Id);
                break;
            case ClusterRow cluster:
                _projectIds.Add(cluster.ProjectId);
                break;
            case PrivateEndpointRow endpoint:
                _projectIds.Add(endpoint.ProjectId);
                break;
            case CloudProviderRoleRow role:
                _projectIds.Add(role.ProjectId);
                break;
            case ProjectListingRow listing:
                _projectIds.Add(listing.ProjectId);
                Listings = true;
                break;
            case TimelineRow entry:
                _projectIds.Add(entry.ProjectId);
                Timeline.Add(entry);
                break;
            case AuditRow { ProjectId: { } projectId }:
                _projectIds.Add(projectId);
                break;
            // Any project may name them, and shows it.
            case AzureSubscriptionRow or CloudKeyRow { Provider: CloudProvider.Aws }:
                Everything = true;
                break;
            // The frame around the lists says which timing is in force.
            case SimulatorStateRow:
                (Elsewhere, Listings) = (true, true);
                break;
            case AuditRow or VaultRow or CloudKeyRow or CloudCredentialRow or CloudSecretRow:
                Elsewhere = true;
                break;
            default:
                break;
        }
    }
}
