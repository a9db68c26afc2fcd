using Atlas.KmsPortal.Data;

namespace Atlas.KmsPortal.Components.Simulator.AzureSide;

/// <summary>What a key's owner can do to a version of it.</summary>
public enum KeyAction
{
    Enable,
    Disable,
    Expire,
    ClearExpiry,
    Delete,
    Recover,
    ScheduleDeletion,
    CancelDeletion,
}

/// <summary>What the owner of an identity can do to it.</summary>
public enum IdentityAction
{
    Revoke,
    RestoreAccess,
    RefuseSecret,
    AcceptSecret,
    RefuseUnknownSecrets,
    AcceptUnknownSecrets,
}

/// <summary>What the owner of an identity can do to one of its secrets.</summary>
public enum SecretAction
{
    Expire,
    Renew,
    Delete,
}

/// <summary>A key with the projects that name it, as far as the person who looks may see them.</summary>
/// <param name="OwnedIn">The ids of those of them that the person owns; without one of them nothing may be done.</param>
public sealed record KeyInUse(CloudKeyRow Key, IReadOnlyList<string> UsedBy, IReadOnlyList<string> OwnedIn);

/// <inheritdoc cref="KeyInUse"/>
/// <param name="Secrets">Oldest first; none for a role.</param>
public sealed record IdentityInUse(
    CloudCredentialRow Identity,
    string Name,
    IReadOnlyList<CloudSecretRow> Secrets,
    IReadOnlyList<string> UsedBy,
    IReadOnlyList<string> OwnedIn
);

/// <summary>Something that is asked about before it is done.</summary>
/// <param name="Consequence">What it does to others.</param>
/// <param name="WithDescription">Whether the owner may add a word that the other side gets to read.</param>
public sealed record Question(
    string Title,
    string Consequence,
    string ConfirmText,
    Func<string?, Task> Confirmed,
    bool WithDescription = false
)
{
    /// <summary>Whether it takes something away.</summary>
    public bool IsDanger { get; init; } = true;

    /// <summary>What it is about, where that is many.</summary>
    public IReadOnlyList<string> About { get; init; } = [];
}
