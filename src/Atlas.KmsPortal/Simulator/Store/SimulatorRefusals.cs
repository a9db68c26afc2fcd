using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Simulator;

/// <summary>What the simulated Atlas says about things that are not there. The rules say the rest.</summary>
internal static class SimulatorRefusals
{
    public static Blocker ProjectNotFound(string projectId) =>
        new(AtlasCode.GroupNotFound, "No such project", $"No project with ID {projectId} exists.", Parameters: [projectId]);

    public static Blocker OrganizationNotFound(string organizationId) =>
        new(
            AtlasCode.ResourceNotFound,
            "No such organization",
            $"No organization with ID {organizationId} exists.",
            Parameters: [organizationId]
        );

    public static Blocker EndpointNotFound(string endpointId) =>
        new(
            AtlasCode.ResourceNotFound,
            "No such private endpoint",
            $"No private endpoint with ID {endpointId} exists in this project.",
            Parameters: [endpointId]
        );

    public static Blocker ClusterNotFound(string name, string projectId, string projectName) =>
        new(
            AtlasCode.ClusterNotFound,
            $"No cluster {name}",
            $"No cluster named {name} exists in project {projectName}.",
            Parameters: [name, projectId],
            Detail: $"No cluster named {name} exists in group {projectId}."
        );

    public static Blocker RoleNotFound(string roleId) =>
        new(AtlasCode.ResourceNotFound, "No such role", $"No role with ID {roleId} exists in this project.", Parameters: [roleId]);

    public static Blocker ConnectionNotFound(string name) =>
        new(
            AtlasCode.ResourceNotFound,
            "No such connection",
            $"The private endpoint connection {name} was not found on the vault.",
            Parameters: [name]
        );

    public static Blocker IdentityNotFound(string credentialId) =>
        new(AtlasCode.ResourceNotFound, "No such identity", $"The identity {credentialId} was not found.", Parameters: [credentialId]);

    public static Blocker SecretNotFound(string secretId) =>
        new(
            AtlasCode.ResourceNotFound,
            "No such secret",
            $"The secret {secretId} was not found. Its owner may have deleted it.",
            Parameters: [secretId]
        );
}
