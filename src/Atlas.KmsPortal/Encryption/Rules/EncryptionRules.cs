namespace Atlas.KmsPortal.Encryption;

/// <summary>Decides what a project's encryption settings may become. Nothing else in the code base decides it.</summary>
public static class EncryptionRules
{
    /// <inheritdoc cref="EncryptionMerge.Apply"/>
    public static EncryptionAtRest Apply(EncryptionAtRest current, EncryptionChange change, DateTimeOffset now) =>
        EncryptionMerge.Apply(current, change, now);

    /// <summary>Whether both name one key, however each spells it.</summary>
    public static bool IsSameKey(this KeyProviderSettings settings, KeyProviderSettings other) =>
        settings is AzureKeyVault ? AzureKeyVaultRules.IsSameKey(settings.KeyName, other.KeyName) : settings.KeyName == other.KeyName;

    /// <summary>Why Atlas refuses the change; empty when it may be tried on the key.</summary>
    public static IReadOnlyList<Blocker> MaySave(ProjectSnapshot project, EncryptionChange change, DateTimeOffset now)
    {
        if (project.IsInactive)
        {
            return [Inactive(project)];
        }

        var after = Apply(project.Encryption, change, now);
        return
        [
            .. MaySaveOne(project, change.AzureKeyVault, after.AzureKeyVault),
            .. MaySaveOne(project, change.AwsKms, after.AwsKms),
            .. MaySaveOne(project, change.GoogleCloudKms, after.GoogleCloudKms),
        ];
    }

    /// <summary><see cref="MaySave"/>, and what Atlas would accept although it is certain to fail later. What the portal asks.</summary>
    public static IReadOnlyList<Blocker> MaySaveSafely(ProjectSnapshot project, EncryptionChange change, DateTimeOffset now)
    {
        var after = Apply(project.Encryption, change, now);
        var proposed = project with { Encryption = after };
        var prerequisites = after
            .All.Where(settings => settings.RequirePrivateNetworking && !project.Encryption[settings.Provider].RequirePrivateNetworking)
            .SelectMany(settings => PrivateNetworkingRules.Prerequisites(proposed, settings.Provider));
        return [.. MaySave(project, change, now).UnionBy(prerequisites, blocker => (blocker.Code, blocker.Message))];
    }

    public static Blocker Inactive(ProjectSnapshot project) =>
        new(
            AtlasCode.FeatureUnsupported,
            "The project is INACTIVE",
            $"Project {project.Name} is INACTIVE; encryption at rest cannot be changed there. Create a dedicated cluster in it, or ask MongoDB support to activate it.",
            Parameters: [project.Id]
        );

    /// <summary>Why the project's key service may not be switched off; also the third and fourth step of taking it down.</summary>
    public static IReadOnlyList<Blocker> MayDisable(ProjectSnapshot project, CloudProvider provider)
    {
        List<Blocker> blockers = [];
        var settings = project.Encryption[provider];
        if (project.EndpointsOf(provider).Any())
        {
            blockers.Add(
                new(
                    AtlasCode.CannotDisableEncryptionAtRestDueToPrivateEndpoints,
                    "Private endpoints exist",
                    $"Cannot disable encryption at rest while private endpoints exist ({EndpointList(project, provider)}). Delete them and wait until they are gone.",
                    Remedy: new(RemedyKind.Page, "Take-down assistant", PortalPage.TakeDown)
                )
            );
        }

        var users = project.ClustersUsing(provider).Select(cluster => cluster.Name).ToList();
        if (users.Count > 0)
        {
            blockers.Add(
                new(
                    AtlasCode.CannotDisableEncryptionAtRest,
                    "Clusters still use the key",
                    $"Cannot disable encryption at rest: {Words.List(users)} still {Words.Verb(users.Count, "uses", "use")} the key. Set \"Manage your own encryption keys\" to No there first.",
                    Parameters: users,
                    Remedy: new(RemedyKind.Page, "Take-down assistant", PortalPage.TakeDown)
                )
            );
        }

        if (settings.Health.State is KeyState.Invalid)
        {
            blockers.Add(SettingsInvalid(settings));
        }

        return blockers;
    }

    /// <summary>While the key is refused, Atlas lets nobody change or drop it: it could not read what it has to rewrite.</summary>
    public static Blocker SettingsInvalid(KeyProviderSettings settings) =>
        new(
            AtlasCode.EncryptionAtRestSettingsInvalid,
            "The key is invalid",
            $"The encryption at rest settings for {settings.Provider.KeyServiceName()} are not valid. {settings.Health.Message} Restore the key or the credentials, then Try Again.",
            Remedy: new(RemedyKind.Page, KeyRepair.LabelOf(settings), PortalPage.Advanced)
        );

    private static IReadOnlyList<Blocker> MaySaveOne(ProjectSnapshot project, KeyProviderChange? change, KeyProviderSettings after)
    {
        var before = project.Encryption[after.Provider];
        return (change, before.Enabled, after.Enabled) switch
        {
            (null, _, _) => [],
            (_, true, false) => MayDisable(project, after.Provider),
            (_, false, false) => change.RequirePrivateNetworking is true || (change.Enabled is null && change.HasFields())
                ? [NotSwitchedOn(after.Provider)]
                : [],
            _ => MayConfigure(project, change, before, after),
        };
    }

    // A change that keeps nothing would look as if it had been saved.
    private static Blocker NotSwitchedOn(CloudProvider provider) =>
        PrivateNetworkingRules.NotEnabled(provider) with
        {
            Field = $"{PrivateNetworkingRules.BlockName(provider)}.enabled",
            Detail =
                $"{provider.KeyServiceName()} is not enabled for this project, and this body does not enable it. Send {PrivateNetworkingRules.BlockName(provider)}.enabled: true with the other fields.",
        };

    private static IReadOnlyList<Blocker> MayConfigure(
        ProjectSnapshot project,
        KeyProviderChange change,
        KeyProviderSettings before,
        KeyProviderSettings after
    )
    {
        var fields = CheckFields(change, before, after);
        if (fields.Count > 0)
        {
            return fields;
        }

        List<Blocker> blockers = [.. RoleMustExist(project, after)];
        if (before.Enabled && before.Health.State is KeyState.Invalid && !before.IsSameKey(after))
        {
            blockers.Add(SettingsInvalid(before));
        }

        if ((before, after) is (AzureKeyVault { Enabled: true } from, AzureKeyVault to) && project.EndpointsOf(CloudProvider.Azure).Any())
        {
            var frozen = AzureKeyVaultRules.FrozenFieldsChanged(from, to);
            if (frozen.Count > 0)
            {
                blockers.Add(VaultFrozen(project, frozen));
            }
        }

        if (after.RequirePrivateNetworking && !before.RequirePrivateNetworking)
        {
            var proposed = project with { Encryption = project.Encryption.With(after) };
            blockers.AddRange(PrivateNetworkingRules.MayRequire(proposed, after.Provider));
        }
        else if (before.RequirePrivateNetworking && !after.RequirePrivateNetworking)
        {
            blockers.AddRange(PrivateNetworkingRules.MayStopRequiring(project, after.Provider));
        }

        return blockers;
    }

    private static IReadOnlyList<Blocker> CheckFields(KeyProviderChange change, KeyProviderSettings before, KeyProviderSettings after)
    {
        var hasSecret = change.Secret is not null || before.HasSecret;
        return after switch
        {
            AzureKeyVault azure => AzureKeyVaultRules.Check(azure, hasSecret, change.Secret),
            AwsKms aws => AwsKmsRules.Check(aws, before is AwsKms { AccessKeyId: not null }, hasSecret, change.Secret),
            GoogleCloudKms gcp => GoogleCloudKmsRules.Check(gcp, hasSecret),
            _ => throw new ArgumentOutOfRangeException(nameof(after), after, "Not a key service."),
        };
    }

    private static IEnumerable<Blocker> RoleMustExist(ProjectSnapshot project, KeyProviderSettings after)
    {
        if (after.RoleId is null || project.Role(after.RoleId) is { AuthorizedAt: not null } role && role.Provider == after.Provider)
        {
            yield break;
        }

        yield return new Blocker(
            AtlasCode.CloudProviderAccessRoleNotAuthorized,
            "The role is not authorized",
            $"Role {after.RoleId} is not an authorized {after.Provider.DisplayName()} role of this project. Authorize it in Cloud Provider Access, then try again.",
            Parameters: [after.RoleId],
            Remedy: new(RemedyKind.Page, "Authorize", PortalPage.ServicePrincipals)
        );
    }

    private static Blocker VaultFrozen(ProjectSnapshot project, IReadOnlyList<(string Field, string Label)> frozen)
    {
        var why =
            $"cannot change while private endpoints exist ({EndpointList(project, CloudProvider.Azure)}): they lead to this vault. Delete them first.";
        return new(
            AtlasCode.CannotModifyKeyVaultWhilePrivateEndpointsExist,
            "The vault is locked while private endpoints exist",
            $"{Words.List([.. frozen.Select(one => one.Label)])} {why}",
            $"azureKeyVault.{frozen[0].Field}",
            [.. frozen.Select(one => one.Field)],
            new(RemedyKind.Page, "Take-down assistant", PortalPage.TakeDown),
            $"{Words.List([.. frozen.Select(one => one.Field)])} {why}"
        );
    }

    private static string EndpointList(ProjectSnapshot project, CloudProvider provider) =>
        string.Join(", ", project.EndpointsOf(provider).Select(endpoint => $"{endpoint.Region} {endpoint.Status.Label()}"));

    private static bool HasFields(this KeyProviderChange change) =>
        change switch
        {
            AzureKeyVaultChange azure => azure with { Enabled = null, RequirePrivateNetworking = null } != new AzureKeyVaultChange(),
            AwsKmsChange aws => aws with { Enabled = null, RequirePrivateNetworking = null } != new AwsKmsChange(),
            GoogleCloudKmsChange gcp => gcp with { Enabled = null, RequirePrivateNetworking = null } != new GoogleCloudKmsChange(),
            _ => false,
        };
}
