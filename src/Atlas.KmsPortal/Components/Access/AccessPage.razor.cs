using Atlas.KmsPortal.Components.Frame;
using Atlas.KmsPortal.Components.Shared.Actions;
using Atlas.KmsPortal.Components.Shared.Advice;
using Atlas.KmsPortal.Encryption;
using Microsoft.AspNetCore.Components;

namespace Atlas.KmsPortal.Components.Access;

/// <summary>Cloud Provider Access: the identities that encryption at rest may sign in with. One page serves the clouds.</summary>
public sealed partial class AccessPage(Drafts drafts, FieldFocus focus)
{
    private static readonly string[] s_fields = ["tenantId", "servicePrincipalId", "iamAssumedRoleArn"];

    private ServiceIds _form = new();
    private IReadOnlyList<Blocker> _refused = [];
    private CloudProviderRole? _removing;
    private string? _shown;
    private bool _working;

    private const string AtlasAppId = RoleRules.AtlasAzureAppId;

    private Draft<ServiceIds> Draft => drafts.Of<ServiceIds>(ProjectId, $"{Service}/access");

    private string Heading =>
        Provider switch
        {
            CloudProvider.Azure => "Azure Service Principal Access",
            CloudProvider.Aws => "AWS IAM Role Access",
            _ => "Google Cloud Service Account Access",
        };

    private string ListTitle =>
        Provider is CloudProvider.Azure ? "Service principals"
        : Provider is CloudProvider.Aws ? "AWS IAM roles"
        : "Service accounts";

    private string NameHeading =>
        Provider is CloudProvider.Azure ? "Service Principal"
        : Provider is CloudProvider.Aws ? "IAM Role"
        : "Service Account";

    private string AddTitle =>
        Provider switch
        {
            CloudProvider.Azure => "Authorize Azure Service Principal",
            CloudProvider.Aws => "Authorize an AWS IAM Role",
            _ => "Authorize a Google Cloud Service Account",
        };

    private string ActionText =>
        (Provider, Unfinished) switch
        {
            (CloudProvider.Aws, null) => "Begin",
            (CloudProvider.Gcp, _) => "Create Service Account",
            _ => "Validate and Finish",
        };

    private IReadOnlyList<Crumb> Trail => Crumbs(new("Advanced", Address("advanced")), new(Heading));

    private IReadOnlyList<CloudProviderRole> Roles => [.. Project!.Roles.Where(role => role.Provider == Provider)];

    /// <summary>An AWS role whose second step is still to come.</summary>
    private bool AsksForIds => Provider is CloudProvider.Azure || (Provider is CloudProvider.Aws && Unfinished is not null);

    private CloudProviderRole? Unfinished => Roles.FirstOrDefault(role => role.AuthorizedAt is null);

    private IReadOnlyList<Blocker> General => [.. _refused.Where(blocker => blocker.Field is null)];

    private static IReadOnlyList<Snippet> AzureCommands { get; } =
    [
        new(
            "Azure CLI",
            $"az ad sp create --id {AtlasAppId}\naz ad sp show --id {AtlasAppId} --query '{{servicePrincipalId: id, tenantId: appOwnerOrganizationId}}'"
        ),
        new(
            "PowerShell",
            $"Connect-AzAccount\nNew-AzADServicePrincipal -ApplicationId {AtlasAppId}\nGet-AzADServicePrincipal -ApplicationId {AtlasAppId} | Select-Object Id"
        ),
    ];

    protected override async Task OpenedAsync()
    {
        if (IsOwner && IsKnownPage)
        {
            _form = await Draft.FindAsync(Leaving) ?? new();
        }
    }

    private Blocker? ProblemOf(string field) => _refused.FirstOrDefault(blocker => blocker.Field == field);

    private async Task KeepAsync(ServiceIds form)
    {
        _form = form;
        _refused = [];
        await Draft.KeepAsync(form, Leaving);
    }

    private async Task AddAsync()
    {
        _working = true;
        var request = new RoleRequest(
            Provider,
            ServicePrincipalId: Given(_form.ServicePrincipalId),
            TenantId: Given(_form.TenantId),
            IamAssumedRoleArn: Given(_form.RoleArn)
        );
        var outcome = Unfinished is { } role
            ? await State.AuthorizeRoleAsync(role.Id, request, Leaving)
            : await State.CreateRoleAsync(request, Leaving);
        _working = false;
        _refused = outcome.Blockers;
        if (s_fields.FirstOrDefault(field => ProblemOf(field) is not null) is { } wrong)
        {
            // Said at the field: a toast would say it twice.
            await focus.OnAsync(wrong);
        }
        else if (Report(outcome, Unfinished is null ? "Authorized" : "One more step"))
        {
            await Draft.DiscardAsync(Leaving);
            _form = new();
        }
    }

    private async Task RemoveAsync()
    {
        _working = true;
        Report(await State.RemoveRoleAsync(_removing!, Leaving), "Removed");
        _working = false;
        _removing = null;
    }

    private static string? Given(string text) => text.Trim() is { Length: > 0 } given ? given : null;

    private static string TrustPolicy(CloudProviderRole role) =>
        $$"""
            {
              "Version": "2012-10-17",
              "Statement": [
                {
                  "Effect": "Allow",
                  "Principal": { "AWS": "{{role.AtlasAwsAccountArn}}" },
                  "Action": "sts:AssumeRole",
                  "Condition": { "StringEquals": { "sts:ExternalId": "{{role.AtlasAssumedRoleExternalId}}" } }
                }
              ]
            }
            """;

    /// <summary>What was typed.</summary>
    private sealed record ServiceIds
    {
        public string TenantId { get; init; } = "";
        public string ServicePrincipalId { get; init; } = "";
        public string RoleArn { get; init; } = "";
    }
}
