using Atlas.KmsPortal.Auditing;
using Atlas.KmsPortal.Data;
using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Simulator;

/// <summary>Cloud Provider Access: the identities that <c>roleId</c> names.</summary>
internal sealed class SimulatedRoles(SimulatorStore store)
{
    /// <summary>The account that Atlas's side of an AWS role lives in; a documentation account number, since this is a simulator.</summary>
    private const string AtlasAwsAccountArn = "arn:aws:iam::123456789012:root";

    public Task<CloudProviderRole> CreateAsync(string projectId, RoleRequest request, Actor actor, CancellationToken cancellationToken) =>
        store.WriteAsync(
            actor,
            async step =>
            {
                var work = await step.ProjectAsync(projectId, cancellationToken);
                AtlasRefusedException.ThrowIfAny(RoleRules.MayCreate(work.Snapshot(), request));
                var role = NewRow(work, request);
                step.Db.CloudProviderRoles.Add(role);
                work.Roles.Add(role);
                step.Record(
                    AtlasEvents.RoleAdded(role.Provider),
                    work.Row,
                    $"{role.Provider.DisplayName()} role {role.Id} added.",
                    after: Told(role)
                );
                return Snapshots.Of(role, work.Encryption);
            },
            cancellationToken
        );

    public Task<CloudProviderRole> AuthorizeAsync(
        string projectId,
        string roleId,
        RoleRequest request,
        Actor actor,
        CancellationToken cancellationToken
    ) =>
        store.WriteAsync(
            actor,
            async step =>
            {
                var (work, role) = await FindAsync(step, projectId, roleId, cancellationToken);
                AtlasRefusedException.ThrowIfAny(RoleRules.MayAuthorize(work.Snapshot(), Snapshots.Of(role, work.Encryption), request));
                var before = Told(role);
                role.IamAssumedRoleArn = request.IamAssumedRoleArn ?? role.IamAssumedRoleArn;
                role.AtlasAzureAppId = request.AtlasAzureAppId ?? role.AtlasAzureAppId;
                role.ServicePrincipalId = request.ServicePrincipalId ?? role.ServicePrincipalId;
                role.TenantId = request.TenantId ?? role.TenantId;
                role.AuthorizedAt ??= step.Now;
                role.LastUpdatedAt = step.Now;
                step.Record(
                    AtlasEvents.RoleUpdated(role.Provider),
                    work.Row,
                    $"{role.Provider.DisplayName()} role {role.Id} authorized.",
                    before,
                    Told(role)
                );
                return Snapshots.Of(role, work.Encryption);
            },
            cancellationToken
        );

    public Task<CloudProviderRole> RemoveAsync(
        string projectId,
        CloudProvider provider,
        string roleId,
        Actor actor,
        CancellationToken cancellationToken
    ) =>
        store.WriteAsync(
            actor,
            async step =>
            {
                var (work, role) = await FindAsync(step, projectId, roleId, cancellationToken);
                if (role.Provider != provider)
                {
                    throw new AtlasRefusedException(SimulatorRefusals.RoleNotFound(roleId));
                }

                AtlasRefusedException.ThrowIfAny(RoleRules.MayRemove(Snapshots.Of(role, work.Encryption)));
                step.Db.CloudProviderRoles.Remove(role);
                work.Roles.Remove(role);
                step.Record(
                    AtlasEvents.RoleDeleted(role.Provider),
                    work.Row,
                    $"{role.Provider.DisplayName()} role {role.Id} removed.",
                    Told(role)
                );
                return Snapshots.Of(role, work.Encryption);
            },
            cancellationToken
        );

    private static CloudProviderRoleRow NewRow(ProjectWork work, RoleRequest request)
    {
        var now = work.Step.Now;
        var id = ObjectIds.New(now);
        return new CloudProviderRoleRow
        {
            Id = id,
            ProjectId = work.Row.Id,
            Provider = request.Provider,
            CreatedAt = now,
            LastUpdatedAt = now,
            // AWS wants a second step, in which the owner names the role that trusts Atlas.
            AuthorizedAt = request.Provider is CloudProvider.Aws ? null : now,
            AtlasAzureAppId = request.Provider is CloudProvider.Azure ? request.AtlasAzureAppId ?? RoleRules.AtlasAzureAppId : null,
            ServicePrincipalId = request.ServicePrincipalId,
            TenantId = request.TenantId,
            AtlasAwsAccountArn = request.Provider is CloudProvider.Aws ? AtlasAwsAccountArn : null,
            AtlasAssumedRoleExternalId = request.Provider is CloudProvider.Aws ? Guid.NewGuid().ToString() : null,
            GcpServiceAccountForAtlas =
                request.Provider is CloudProvider.Gcp ? $"mongodb-atlas-{id[^16..]}@p-{work.Row.Id}.iam.gserviceaccount.com" : null,
        };
    }

    private static async Task<(ProjectWork Work, CloudProviderRoleRow Role)> FindAsync(
        SimulatorStep step,
        string projectId,
        string roleId,
        CancellationToken cancellationToken
    )
    {
        var work = await step.ProjectAsync(projectId, cancellationToken);
        var role =
            work.Roles.SingleOrDefault(row => row.Id == roleId) ?? throw new AtlasRefusedException(SimulatorRefusals.RoleNotFound(roleId));
        return (work, role);
    }

    private static object Told(CloudProviderRoleRow role) =>
        new
        {
            role.Id,
            role.ServicePrincipalId,
            role.TenantId,
            role.IamAssumedRoleArn,
            role.GcpServiceAccountForAtlas,
        };
}
