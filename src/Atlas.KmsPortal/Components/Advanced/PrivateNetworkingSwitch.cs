using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Components.Advanced;

/// <summary>What stands at the switch Require Private Networking.</summary>
/// <param name="IsActive">Active or Inactive; who may not see endpoints sees only whether it is required.</param>
/// <param name="LockedBecause">Why it cannot be moved; null when it can.</param>
/// <param name="Next">What comes next, for owners, once it is saved.</param>
public sealed record PrivateNetworkingSwitch(bool IsActive, string? LockedBecause, string Hint, PrivateNetworkingNext Next)
{
    /// <param name="value">As the draft has it.</param>
    public static PrivateNetworkingSwitch Of(ProjectSnapshot project, CloudProvider provider, bool isOwner, bool value)
    {
        var endpoints = project.EndpointsOf(provider).ToList();
        var isRequired = project.Encryption[provider].RequirePrivateNetworking;
        return new(
            isOwner ? PrivateNetworkingRules.IsActive(project, provider) : isRequired,
            LockOf(project, provider, endpoints, isOwner, isHeldOn: isRequired && value),
            HintOf(value, isRequired, endpoints.Count > 0),
            !isRequired || !isOwner ? PrivateNetworkingNext.Nothing
                : endpoints.Count == 0 ? PrivateNetworkingNext.SetUp
                : endpoints.Exists(endpoint => endpoint.NeedsApproval) ? PrivateNetworkingNext.ManageAndApprove
                : PrivateNetworkingNext.Manage
        );
    }

    private static string? LockOf(
        ProjectSnapshot project,
        CloudProvider provider,
        IReadOnlyList<PrivateEndpoint> endpoints,
        bool isOwner,
        bool isHeldOn
    ) =>
        !isOwner ? "Only Project Owners can change this."
        : project.IsInactive ? EncryptionRules.Inactive(project).Message
        : isHeldOn && PrivateNetworkingRules.MayStopRequiring(project, provider) is [var blocker, ..]
            ? $"{Words.Count(endpoints.Count(endpoint => endpoint.Status is EndpointStatus.Active), "endpoint")} active of {endpoints.Count(endpoint => endpoint.IsLive)}. {blocker.Title}, so it cannot be switched off."
        : null;

    private static string HintOf(bool value, bool isRequired, bool hasEndpoints) =>
        (value, isRequired) switch
        {
            (true, false) => "Save first. Then Set up appears here.",
            (true, true) when !hasEndpoints => "Required, but not set up: choose the regions next.",
            (true, true) => "Clusters reach the key over private endpoints only.",
            (false, true) => "Save to reach the key over the public network again.",
            _ => "Off: Atlas reaches the key over the public network.",
        };
}

/// <summary>The pages that the switch leads to.</summary>
public enum PrivateNetworkingNext
{
    Nothing,
    SetUp,
    Manage,
    ManageAndApprove,
}
