using Atlas.KmsPortal.Encryption;

namespace Atlas.KmsPortal.Data;

/// <summary>The state of a private endpoint connection on Azure's side; <see cref="None"/> before Azure knows it and for AWS.</summary>
public enum AzureConnectionState
{
    None,
    Pending,
    Approved,
    Rejected,
    Disconnected,
    Removed,
}

/// <summary>An endpoint, Atlas's side and Azure's side of it.</summary>
public sealed class PrivateEndpointRow
{
    public required string Id { get; init; }
    public required string ProjectId { get; init; }
    public CloudProvider Provider { get; init; }
    public required string Region { get; init; }
    public EndpointStatus Status { get; set; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset StatusSince { get; set; }
    public string? ConnectionName { get; set; }
    public string? ErrorMessage { get; set; }
    public string? ReplacesId { get; init; }

    /// <summary>Who asked to remove it as soon as Atlas allows; null when nobody did.</summary>
    public string? RemovalRequestedBy { get; set; }

    /// <summary>Why its creation will fail, decided when it was asked for; null when it will not.</summary>
    public string? FailsWith { get; init; }

    /// <summary>The vault it leads to (Azure), by subscription, resource group and name.</summary>
    public string? SubscriptionId { get; init; }
    public string? ResourceGroupName { get; init; }
    public string? KeyVaultName { get; init; }

    public AzureConnectionState AzureState { get; set; }
    public DateTimeOffset? AzureStateSince { get; set; }
    public string? AzureDescription { get; set; }
    public string? AzureBy { get; set; }
    public int AzureEtag { get; set; } = 1;
}
