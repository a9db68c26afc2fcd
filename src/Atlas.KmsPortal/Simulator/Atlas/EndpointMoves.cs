using Atlas.KmsPortal.Auditing;
using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Simulator;

/// <summary>Carries out what the lifecycle decides: statuses with their timeline, audit entries and replacements.</summary>
internal static class EndpointMoves
{
    /// <summary>Moves every endpoint of the project that is due.</summary>
    /// <returns>Whether one moved.</returns>
    public static async Task<bool> AdvanceAsync(ProjectWork work, CancellationToken cancellationToken)
    {
        var moved = false;
        foreach (var endpoint in work.Endpoints.ToList())
        {
            if (MayGoAsAsked(endpoint))
            {
                BeginRemoval(work, endpoint);
                moved = true;
                continue;
            }

            var around = new LifecycleContext(
                work.AzureNetworkRegistered is not false,
                work.Endpoints.Any(other => other.ReplacesId == endpoint.Id && other.Status is EndpointStatus.Initiating),
                // A region has one live place: once another endpoint has it, what is left of this one is cleaned up, however often it takes.
                IsTaken(work, endpoint) ? null : work.Step.Faults.NextDeletionFails
            );
            if (EndpointLifecycle.Next(endpoint, around, work.Step.Now, work.Step.Timing) is { } next)
            {
                await TakeAsync(work, endpoint, next, cancellationToken);
                moved = true;
            }
        }

        return moved;
    }

    /// <summary>Whether it moves now. How it moves, the rest of its project decides; for one in PENDING_RECREATION also whether.</summary>
    public static bool IsDue(PrivateEndpointRow endpoint, DateTimeOffset now, SimulatorTiming timing) =>
        MayGoAsAsked(endpoint)
        || EndpointLifecycle.Next(
            endpoint,
            new(NetworkRegistered: true, ReplacementInitiating: false, DeletionFailsWith: null),
            now,
            timing
        )
            is not null;

    private static bool MayGoAsAsked(PrivateEndpointRow endpoint) =>
        endpoint is { RemovalRequestedBy: not null, Status: not (EndpointStatus.Initiating or EndpointStatus.Deleting) };

    private static bool IsTaken(ProjectWork work, PrivateEndpointRow endpoint) =>
        work.Endpoints.Exists(other =>
            other != endpoint
            && (other.Provider, other.Region) == (endpoint.Provider, endpoint.Region)
            && other.Status is not (EndpointStatus.Deleting or EndpointStatus.PendingRecreation)
        );

    public static PrivateEndpointRow NewRow(ProjectWork work, CloudProvider provider, string region, string? replacesId, string? failsWith)
    {
        var azure = provider is CloudProvider.Azure ? work.Row.AzureKeyVault : null;
        return new PrivateEndpointRow
        {
            Id = ObjectIds.New(work.Step.Now),
            ProjectId = work.Row.Id,
            Provider = provider,
            Region = region,
            Status = EndpointStatus.Initiating,
            CreatedAt = work.Step.Now,
            StatusSince = work.Step.Now,
            ReplacesId = replacesId,
            FailsWith = failsWith,
            SubscriptionId = azure?.SubscriptionId,
            ResourceGroupName = azure?.ResourceGroupName,
            KeyVaultName = azure?.KeyVaultName,
        };
    }

    public static void BeginRemoval(ProjectWork work, PrivateEndpointRow endpoint)
    {
        if (endpoint.Status is EndpointStatus.Deleting)
        {
            return;
        }

        var by = endpoint.RemovalRequestedBy ?? work.Step.Actor.Name;
        SetStatus(work, endpoint, EndpointStatus.Deleting, $"Removed by {by}.", error: null);
        work.Step.Record(
            AtlasEvents.EndpointDeleted,
            work.Row,
            $"Private endpoint in {endpoint.Region} is being removed.",
            before: new { endpoint.Id, endpoint.Region }
        );
        ClusterUpkeep.Apply(work);
    }

    private static async Task TakeAsync(
        ProjectWork work,
        PrivateEndpointRow endpoint,
        EndpointStep next,
        CancellationToken cancellationToken
    )
    {
        var step = work.Step;
        var from = endpoint.Status;
        if (next.To is { } status)
        {
            SetStatus(work, endpoint, status, next.Cause, next.Error);
            if (from is EndpointStatus.Deleting && step.Faults.NextDeletionFails is not null)
            {
                await step.SetFaultsAsync(step.Faults with { NextDeletionFails = null }, cancellationToken);
            }

            if (from is EndpointStatus.Initiating && status is EndpointStatus.PendingAcceptance)
            {
                endpoint.ConnectionName = EndpointLifecycle.ConnectionName(endpoint);
                endpoint.AzureState = AzureConnectionState.Pending;
                endpoint.AzureStateSince = step.Now;
            }
            else if (from is EndpointStatus.Initiating && status is EndpointStatus.Active)
            {
                endpoint.ConnectionName = "vpce-" + endpoint.Id[^17..];
            }
        }
        else
        {
            work.Endpoints.Remove(endpoint);
            step.Db.PrivateEndpoints.Remove(endpoint);
            step.Timeline(work.Row.Id, endpoint.Id, "GONE", next.Cause);
        }

        if (next.Replace)
        {
            var replacement = NewRow(work, endpoint.Provider, endpoint.Region, endpoint.Id, failsWith: null);
            work.Endpoints.Add(replacement);
            step.Db.PrivateEndpoints.Add(replacement);
            step.Timeline(
                work.Row.Id,
                replacement.Id,
                replacement.Status.AtlasName(),
                $"Created to replace {endpoint.ConnectionName ?? endpoint.Id}."
            );
            step.Record(
                AtlasEvents.EndpointCreated,
                work.Row,
                $"Atlas is creating a replacement for the private endpoint in {endpoint.Region}.",
                after: new { replacement.Id, replacement.Region }
            );
        }

        step.Record(
            AtlasEvents.EndpointStatusChanged,
            work.Row,
            $"Private endpoint in {endpoint.Region}: {from.Label()} to {next.To?.Label() ?? "gone"}. {next.Cause}",
            new { status = from.AtlasName() },
            new { status = next.To?.AtlasName() ?? "gone" }
        );
        ClusterUpkeep.Apply(work);
    }

    private static void SetStatus(ProjectWork work, PrivateEndpointRow endpoint, EndpointStatus status, string cause, string? error)
    {
        endpoint.Status = status;
        endpoint.StatusSince = work.Step.Now;
        endpoint.ErrorMessage = error;
        work.Step.Timeline(work.Row.Id, endpoint.Id, status.AtlasName(), cause);
    }
}
