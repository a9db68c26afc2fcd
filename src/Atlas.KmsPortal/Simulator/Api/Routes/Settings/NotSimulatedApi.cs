using Atlas.KmsPortal.AdminApi;

namespace Atlas.KmsPortal.Simulator.Api;

/// <summary>What the real Admin API offers and this one does not: refused with its name, so that nobody takes it for a wrong address.</summary>
/// <remarks>An operation that is served at the same address goes first; so does a read that truly finds nothing.</remarks>
internal static class NotSimulatedApi
{
    private static readonly (string Path, string What)[] s_families =
    [
        ("/groups/{groupId}/integrations", "A third-party integration"),
        ("/groups/{groupId}/peers", "Network peering"),
        ("/groups/{groupId}/privateEndpoint", "A private endpoint to clusters"),
        ("/groups/{groupId}/customDBRoles", "A custom database role"),
        ("/groups/{groupId}/backupCompliancePolicy", "A backup compliance policy"),
        ("/groups/{groupId}/backup", "A backup export"),
        ("/groups/{groupId}/clusters/{clusterName}/backup", "Cloud backup"),
        ("/groups/{groupId}/clusters/{clusterName}/onlineArchives", "An online archive"),
        ("/groups/{groupId}/clusters/{clusterName}/search", "Atlas Search"),
        ("/groups/{groupId}/clusters/{clusterName}/fts", "Atlas Search"),
        ("/groups/{groupId}/clusters/{clusterName}/outageSimulation", "An outage of a region"),
        ("/groups/{groupId}/clusters/{clusterName}/logs", "A host's log"),
        ("/groups/{groupId}/serverless", "A serverless instance"),
        ("/groups/{groupId}/streams", "Stream processing"),
        ("/groups/{groupId}/dataFederation", "Data federation"),
        ("/groups/{groupId}/pipelines", "A data lake pipeline"),
        ("/groups/{groupId}/liveMigrations", "Live migration"),
        ("/groups/{groupId}/userSecurity", "LDAP and X.509"),
        ("/groups/{groupId}/pushBasedLogExport", "Log export"),
        ("/groups/{groupId}/processes", "Monitoring of processes"),
        ("/groups/{groupId}/hosts", "Monitoring of hosts"),
        ("/orgs/{orgId}/federationSettings", "Federated sign-in"),
        ("/orgs/{orgId}/invoices", "Billing"),
        ("/orgs/{orgId}/billing", "Billing"),
        ("/orgs/{orgId}/resourcePolicies", "A resource policy"),
        ("/orgs/{orgId}/liveMigrations", "Live migration"),
    ];

    public static void MapNotSimulated(this IEndpointRouteBuilder routes)
    {
        foreach (var (path, what) in s_families)
        {
            routes.Map(path + "/{**rest}", _ => throw new AtlasApiException(AtlasErrors.NotSimulated(what))).ExcludeFromDescription();
        }
    }
}
