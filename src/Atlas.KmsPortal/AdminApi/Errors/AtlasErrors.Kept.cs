using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.AdminApi;

/// <content>What is said about things that Atlas keeps and no rule of ours is about.</content>
public static partial class AtlasErrors
{
    /// <param name="known">Those that are read.</param>
    public static AtlasError UnknownQueryParameter(string name, IReadOnlyList<string> known) =>
        new(
            AtlasCode.InvalidQueryParameter,
            $"The query parameter {Shown(name)} is not offered here. Offered: {string.Join(", ", known)}.",
            [Shown(name)]
        );

    public static AtlasError NetworkEntryNotFound(string entry, string groupId) =>
        new(
            AtlasCode.AtlasNetworkPermissionEntryNotFound,
            $"IP Address {Shown(entry)} not on Atlas access list for group {groupId}.",
            [Shown(entry), groupId]
        );

    public static AtlasError InvalidAddress(string field, string address) =>
        new(
            AtlasCode.InvalidIpAddressOrCidrNotation,
            $"The address {Shown(address)} must be in valid IP address or CIDR notation, such as 203.0.113.7 or 203.0.113.0/24.",
            [Shown(address)],
            [new("Not an IPv4 address or CIDR block.", field)]
        );

    public static AtlasError UsernameNotFound(string username) =>
        new(AtlasCode.UsernameNotFound, $"No user with username {Shown(username)} exists.", [Shown(username)]);

    public static AtlasError UserNotFound(string userId) =>
        new(AtlasCode.ResourceNotFound, $"No user with ID {Shown(userId)} exists here.", [Shown(userId)]);

    public static AtlasError DatabaseUserExists(string username) =>
        new(AtlasCode.UserAlreadyExists, "The specified database user already exists.", [Shown(username)]);

    public static AtlasError EventNotFound(string eventId) =>
        new(AtlasCode.ResourceNotFound, $"No event with ID {Shown(eventId)} exists here.", [Shown(eventId)]);

    public static AtlasError TeamNotFound(string team) =>
        new(AtlasCode.ResourceNotFound, $"No team {Shown(team)} exists here.", [Shown(team)]);

    public static AtlasError AlertConfigNotFound(string id, string groupId) =>
        new(AtlasCode.AlertConfigNotFound, $"No alert configuration with ID {Shown(id)} exists in group {groupId}.", [Shown(id), groupId]);

    public static AtlasError AlertNotFound(string id, string groupId) =>
        new(AtlasCode.AlertNotFound, $"No alert with ID {Shown(id)} exists in group {groupId}.", [Shown(id), groupId]);

    public static AtlasError NoBackup(string cluster) =>
        new(AtlasCode.BackupConfigNotFound, $"Cluster {Shown(cluster)} has no cloud backup.", [Shown(cluster)]);

    public static AtlasError OnlyDedicated(string cluster, string what) =>
        new(AtlasCode.InvalidClusterConfiguration, $"{what} needs a dedicated cluster, and {Shown(cluster)} is none.", [Shown(cluster)]);

    public static AtlasError NoUpgrade(string cluster, string tier) =>
        new(
            AtlasCode.InvalidClusterConfiguration,
            $"{Shown(tier)} is no upgrade for {Shown(cluster)}. Choose M10 or larger.",
            [Shown(cluster), Shown(tier)]
        );

    public static AtlasError AlreadyDedicated(string cluster) =>
        new(
            AtlasCode.InvalidClusterConfiguration,
            $"{Shown(cluster)} is a dedicated cluster already. PATCH it to change its tier.",
            [Shown(cluster)]
        );

    public static AtlasError Paused(string cluster) =>
        new(
            AtlasCode.CannotUpdatePausedCluster,
            $"Cannot update cluster {Shown(cluster)} while it is paused. Resume it first.",
            [Shown(cluster)]
        );

    /// <summary>One field that is wrong in a way that its record cannot say.</summary>
    public static AtlasError InvalidField(string field, string why) =>
        InvalidBody([new BodyProblem(AtlasCode.InvalidAttribute, field, why)]);
}
