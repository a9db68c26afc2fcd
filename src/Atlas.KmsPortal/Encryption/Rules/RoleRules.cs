namespace Atlas.KmsPortal.Encryption;

/// <summary>Decides about the identities of Cloud Provider Access.</summary>
public static class RoleRules
{
    /// <summary>Atlas's multi-tenant application in Azure. Source: Atlas's page on Azure access.</summary>
    public const string AtlasAzureAppId = "9efedfcc-2eca-4b27-a613-0cad1e114cb7";

    public static IReadOnlyList<Blocker> MayCreate(ProjectSnapshot project, RoleRequest request) =>
        (project.IsInactive, request.Provider) switch
        {
            (true, _) => [EncryptionRules.Inactive(project)],
            (_, CloudProvider.Azure) => [.. AzureIds(request, required: true)],
            _ => [],
        };

    public static IReadOnlyList<Blocker> MayAuthorize(ProjectSnapshot project, CloudProviderRole role, RoleRequest request) =>
        (project.IsInactive, role.Provider) switch
        {
            (true, _) => [EncryptionRules.Inactive(project)],
            _ when request.Provider != role.Provider =>
            [
                new(
                    AtlasCode.InvalidProvider,
                    "The role belongs to another cloud",
                    $"Role {role.Id} belongs to {role.Provider.AtlasName()}.",
                    "providerName",
                    [request.Provider.AtlasName()]
                ),
            ],
            (_, CloudProvider.Azure) => [.. AzureIds(request, required: false)],
            (_, CloudProvider.Aws) => [.. RoleArn(request.IamAssumedRoleArn)],
            _ => [],
        };

    public static IReadOnlyList<Blocker> MayRemove(CloudProviderRole role) =>
        role.InUse
            ?
            [
                new(
                    AtlasCode.CannotDeauthorizeRoleInUse,
                    "The role is in use",
                    $"Role {role.Id} is used by encryption at rest of this project and cannot be removed. Choose another identity on the Advanced page first.",
                    Parameters: [role.Id],
                    Remedy: new(RemedyKind.Page, "Choose another identity", PortalPage.Advanced)
                ),
            ]
            : [];

    private static IEnumerable<Blocker> AzureIds(RoleRequest request, bool required)
    {
        (string Field, string Label, string? Value)[] ids =
        [
            ("servicePrincipalId", "Service Principal ID", request.ServicePrincipalId),
            ("tenantId", "Tenant ID", request.TenantId),
            ("atlasAzureAppId", "Atlas Azure AppID", request.AtlasAzureAppId),
        ];
        foreach (var (field, label, value) in ids)
        {
            if (value is null && required && field is not "atlasAzureAppId")
            {
                yield return new(
                    AtlasCode.MissingAttribute,
                    $"{label} is missing",
                    $"{label} is required: Azure shows it under Enterprise applications.",
                    field,
                    [field]
                );
            }
            else if (value is not null && !FieldFormats.Uuid.IsMatch(value))
            {
                var pasted = PastedValues.ForUuid(value, $"{label} is a UUID; Azure shows it under Enterprise applications.");
                yield return new(
                    AtlasCode.InvalidAttribute,
                    $"{label} is malformed",
                    pasted?.Sentence ?? "Enter a UUID, as Azure shows it.",
                    field,
                    [field],
                    pasted?.Remedy,
                    $"Invalid attribute {field}. {pasted?.Sentence ?? "Enter a UUID, as Azure shows it."}"
                );
            }
        }
    }

    private static IEnumerable<Blocker> RoleArn(string? arn)
    {
        if (arn is null)
        {
            yield return new(
                AtlasCode.MissingAttribute,
                "The role’s ARN is missing",
                "Enter the ARN of the IAM role that trusts Atlas.",
                "iamAssumedRoleArn",
                ["iamAssumedRoleArn"],
                Detail: "iamAssumedRoleArn is needed: the ARN of the IAM role that trusts Atlas."
            );
        }
        else if (!FieldFormats.IamRoleArn.IsMatch(arn))
        {
            yield return new(
                AtlasCode.InvalidAttribute,
                "Malformed role ARN",
                "Enter arn:aws:iam::{account}:role/{name}.",
                "iamAssumedRoleArn",
                ["iamAssumedRoleArn"],
                Detail: "Invalid attribute iamAssumedRoleArn. Write arn:aws:iam::{account}:role/{name}."
            );
        }
    }
}
